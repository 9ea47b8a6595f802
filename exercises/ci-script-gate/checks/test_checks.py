import random

from grading.ci import CiCase

WORDS = "amber birch cedar dune ember fjord grove heath inlet jetty knoll ledge marsh north ocean pine".split()
NAMES = {"linen.svg": "{}.svg", "pin.svg": "{}-mark.svg", "notices-in-production": "{}-{}-{}"}
SAID = {
    "failing-test": "a failing test",
    "missing-migration": "a missing migration",
    "debug-on": "`DEBUG` on in production",
    "missing-picture": "a missing picture",
}
# The same faults, written otherwise: a text to search for finds one of them by luck.
WRITTEN = {
    "\nDEBUG = True\n": ("\nDEBUG = True\n", "\nDEBUG = not False\n", "\nDEBUG = 1 == 1\n"),
    'SECRET_KEY = "{secret}"': (
        'SECRET_KEY = "{secret}"',
        'SECRET_KEY = "-".join("{secret}".split())',
        'SECRET_KEY = os.environ["SECRET_KEY"][:12]',
    ),
    'settings.LABELS["development"]': (
        'settings.LABELS["development"]',
        'dict(settings.LABELS)["development"]',
        'str(settings.LABELS["develop" + "ment"])',
    ),
    'archived=False).order_by("published", "title")': (
        'archived=False).order_by("published", "title")',
        'archived=False).order_by("-published", "title").reverse()',
    ),
}
# And each of them where it does no harm: in remarks of every copy.
REMARKS = {
    "config/settings_production.py": '\n"""Never in this file:\nDEBUG = True\nSECRET_KEY = "notices"\n"""\n',
    "board/views.py": '\n"""Not any more:\nLABELS["development"], order_by("published", "title")\n"""\n',
    "board/models.py": '\n"""For a while a title had max_length=120."""\n',
}
UNUSED = "{% comment %}{% load static %}{% static 'board/gone.svg' %}{% endcomment %}\n"
APART = ("failing-test", "missing-migration", "debug-on")
# The same project some weeks later: a field with its migration, a page, a picture, a test.
GROWN = {
    "board/migrations/0002_notice_place.py": (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("board", "0001_initial")]\n'
        '    operations = [migrations.AddField("notice", "place", models.CharField(max_length=40, default=""))]\n'
    ),
    "board/migrations/0002_nothing_else.py": (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("board", "0001_initial")]\n    operations = []\n'
    ),
    "board/migrations/0003_merge.py": (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("board", "0002_notice_place"), ("board", "0002_nothing_else")]\n    operations = []\n'
    ),
    "board/export.py": "def lines(notices):\n    return [notice.title for notice in notices]\n",
    "board/static/board/pin.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>\n',
    "board/test_places.py": (
        "from django.test import TestCase\n\nfrom .models import Notice\n\n\nclass Places(TestCase):\n"
        "    def test_a_notice_has_a_place(self):\n        self.assertEqual(Notice().place, '')\n"
    ),
}


def word():
    return f"{random.choice(WORDS)}{random.randrange(100, 1000)}"


class Checks(CiCase):
    ignored = ("__pycache__", "db.sqlite3")

    @classmethod
    def setUpClass(cls):
        models = cls.project["board/models.py"].replace(
            "    archived =", '    place = models.CharField(max_length=40, default="")\n    archived ='
        )
        home = cls.project["board/templates/board/home.html"].replace(
            "<ul>", "{% load static %}<img src=\"{% static 'board/pin.svg' %}\" alt=\"\">\n<ul>", 1
        )
        grown = GROWN | {"board/models.py": models, "board/templates/board/home.html": home}
        cls.good_copies = [{}, grown]
        super().setUpClass()

    @classmethod
    def vary(cls, files):
        """Other names, faults written otherwise, remarks that look like faults, and a module more."""
        pin = "board/static/board/pin.svg" in files
        names = {old: new.format(word(), word(), word()) for old, new in NAMES.items() if not (pin and old == "pin.svg")}
        secret = names["notices-in-production"]
        written = {old.format(secret=secret): random.choice(new).format(secret=secret) for old, new in WRITTEN.items()}
        written["max_length=120"] = f"max_length={random.randrange(90, 250)}"
        varied = {}
        for path, text in files.items():
            if path.startswith(("board/", "config/settings_production")):
                for old, new in (names | written).items():
                    text = text.replace(old, new)
            if path.startswith(("board/", "config/")):
                text += {"py": f"\n# {word()}\n", "css": f"\n/* {word()} */\n"}.get(path.rpartition(".")[2], "")
            varied[path] = text + REMARKS.get(path, "")
        home = "board/templates/board/home.html"
        module = varied.pop("board/export.py", f'"""{word()}"""\n')
        return varied | {home: varied[home] + UNUSED, f"board/{word()}.py": module, "board/archives.py": '"""Later."""\n'}

    def test_passes_on_good(self):
        refused = [run for run in self.good if not run.passed]
        self.require_good(code=refused[0].done.exit if refused else 0)

    def test_catches_failing_test(self):
        self.require_caught("failing-test", "syntax-error")

    def test_catches_missing_migration(self):
        self.require_caught("missing-migration", "competing-migrations")

    def test_catches_debug_on(self):
        self.require_caught("debug-on")

    def test_catches_weak_secret(self):
        self.require_caught("weak-secret")

    def test_catches_missing_static_in_css(self):
        self.require_caught("missing-picture")

    def test_catches_missing_static_in_template(self):
        self.require_caught("missing-static-file")

    def test_catches_broken_view(self):
        self.require_caught("works-in-development")

    def test_reason_in_last_line(self):
        lines = {name: run.done.last_line for name, run in self.broken.items() if not run.passed}
        for name, line in lines.items():
            fault = SAID.get(name, "another fault")
            self.require(line.startswith("FAILED:"), fault=fault, what="does not begin with `FAILED:`")
            self.require(len(line.removeprefix("FAILED:").split()) >= 2, fault=fault, what="gives no reason")
        reasons = [lines.get(name) for name in APART]
        self.require(len(set(reasons)) == len(APART), fault=SAID["failing-test"], what="is that of another fault too")

    def test_leaves_folder_clean(self):
        for which, runs in (("good", self.good), ("broken", self.broken.values())):
            for run in runs:
                found = run.changes
                counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
                self.require(not found, which=which, path=found.first, **counts)
