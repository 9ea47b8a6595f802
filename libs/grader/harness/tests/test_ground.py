"""What of a starter is loaded ahead, what it stands on, and what is refused because each child has to do it for itself."""

import json
import os
import subprocess
import sys
import unittest

from . import support

SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "of the starter"
INSTALLED_APPS = ["django.contrib.contenttypes", "shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "none"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "site_urls"
USE_TZ = True
"""
MODELS = "from django.db import models\n\nclass Item(models.Model):\n    name = models.CharField(max_length=20)\n"
STARTER = {
    "config/__init__.py": "",
    "config/settings.py": SETTINGS,
    "shop/__init__.py": "",
    "shop/models.py": MODELS,
    "shop/views.py": "",
    "site_urls.py": "urlpatterns = []\n",
}
# Warm as a forker is; each line it gets is played in a process forked from it.
STAGE = """
import json, os, sys, tempfile
from engine import files, zygote
zygote.warm()
from subject import ground, preparation, project, suite

def play(box, starter, edit, changed):
    files.settle(box)
    files.prepare()
    material = {"kind": "write-tests", "settings": "config.settings", "starter": starter}
    try:
        paths = suite.prepare(material if edit is None else {**material, "edit": edit})
    except Exception as error:
        return {"unsteady" if isinstance(error, ground.Unsteady) else "refused": str(error)}
    files.write({**starter, **changed})
    job = {"settings": "config.settings", "secret": "of this run", "engine": suite.tests.ENGINE}
    try:
        stands = project.load(job, (), suite.PHASES)
    except project.SetUpFailed as error:
        return {"phase": error.phase}
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    return {
        "paths": paths, "stands": stands, "phases": sorted(ground.phases()),
        "secret": settings.SECRET_KEY, "tables": sorted(connection.introspection.table_names()),
        "models": sorted(model._meta.label for model in apps.get_models()),
        "own": [name for name in sys.modules if name.split(".")[0] in ("config", "shop", "site_urls")],
        "made": getattr(apps.get_app_config("shop"), "made", None),
    }

for line in sys.stdin:
    with tempfile.TemporaryDirectory() as box:
        pid = os.fork()
        if pid == 0:
            try:
                print(json.dumps(play(box, *json.loads(line))), flush=True)
            finally:
                os._exit(0)
        _, status = os.waitpid(pid, 0)
"""


class Ground(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        paths = [support.HARNESS, os.environ.get("RUNTIME_SITE", "")]
        cls.stage = subprocess.Popen(
            [sys.executable, "-B", "-W", "ignore", "-c", STAGE],
            env={"PYTHONPATH": os.pathsep.join(paths), "DJANGO_SETTINGS_MODULE": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @classmethod
    def tearDownClass(cls):
        cls.stage.communicate()

    def play(self, changes=None, edit=(), changed=None, laid=True):
        """What a process sees that was forked when the starter (with these changes) was laid, and then got `changed`."""
        scene = [{**STARTER, **(changes or {})}, list(edit) if laid else None, changed or {}]
        self.stage.stdin.write(json.dumps(scene) + "\n")
        self.stage.stdin.flush()
        return json.loads(self.stage.stdout.readline())

    def test_a_project_on_the_ground_is_what_it_is_without(self):
        more = {"config/settings.py": SETTINGS.replace('"shop"', '"django.contrib.auth", "shop"')}
        laid, loaded = self.play(more), self.play(more, laid=False)
        self.assertEqual(laid["phases"], ["apps", "migrations", "settings", "unmigrated"])
        self.assertEqual(loaded["phases"], [])
        for fact in ("stands", "secret", "tables", "models"):
            self.assertEqual(laid[fact], loaded[fact])
        self.assertEqual(laid["own"], loaded["own"])
        self.assertIn("shop_item", laid["tables"])
        self.assertEqual(laid["secret"], "of this run")

    def test_it_is_made_of_what_was_found_and_of_what_was_missed(self):
        paths = self.play({"shop/models.py": "try:\n    import extra.fields\nexcept ImportError:\n    pass\n" + MODELS})["paths"]
        for path in ("config/settings.py", "shop/models.py", "shop/models/__init__.py", "shop/apps.py", "extra.py", "extra/"):
            self.assertIn(path, paths)
        for path in ("shop/migrations/", "shop/management/"):
            self.assertIn(path, paths)
        for path in ("shop/views.py", "site_urls.py", "shop/", "django/db/__init__.py"):
            self.assertNotIn(path, paths)

    def test_what_learners_write_is_not_loaded_ahead(self):
        prices = {"shop/prices.py": "PRICE = 3\n", "shop/models.py": "from . import prices\n" + MODELS}
        self.assertIn("shop/prices.py", self.play(prices)["paths"])
        for edit in ("shop/prices.py", "shop/", "shop/models.py", "shop/apps.py", "shop/migrations/0001_initial.py"):
            self.assertIn("what the learner writes", self.play(prices, [edit])["unsteady"])
        self.assertTrue(self.play(prices, ["shop/views.py", "shop/tests/", "site_urls.py"])["stands"])

    def test_views_are_the_childs(self):
        changed = {"site_urls.py": "from shop.views import made\nurlpatterns = []\n", "shop/views.py": "made = 1\n"}
        self.assertIn("shop.views", self.play(edit=["shop/views.py"], changed=changed)["own"])
        failed = self.play(edit=["shop/views.py"], changed={"site_urls.py": "1 / 0"})
        self.assertEqual(failed["phase"], "urls")

    def test_code_that_would_not_do_the_same_in_each_child_is_left_to_it(self):
        for line in (
            "from django.utils import timezone\nSTARTED = timezone.now()",
            "import datetime\nTODAY = datetime.date.today()",
            "import time\nSTARTED = time.time()",
            "import random\nCHANCE = random.randint(1, 6)",
            "import uuid\nCHANCE = uuid.uuid4()",
            "import os\nCHANCE = os.urandom(4)",
            "import os\nNUMBER = os.getpid()",
            "TEXT = open(__file__).read()",
            "import pathlib\nTEXT = pathlib.Path(__file__).read_text()",
            "import pathlib\nHAS = pathlib.Path('local.txt').exists()",
            "import os\nFILES = os.listdir('.')",
            "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()",
        ):
            self.assertIn("unsteady", self.play({"shop/models.py": f"{line}\n{MODELS}"}), line)

    def test_what_libraries_do_when_they_are_imported_is_theirs(self):
        line = "import imaplib, wsgiref.simple_server"
        self.assertTrue(self.play({"shop/models.py": f"{line}\n{MODELS}"})["stands"])

    def test_who_keeps_the_secret_cannot_be_loaded_ahead(self):
        keeps = f"from django.core.signing import Signer\nSIGNER = Signer()\n{MODELS}"
        self.assertIn("SECRET_KEY", self.play({"shop/models.py": keeps})["refused"])
        self.assertEqual(self.play({"shop/models.py": keeps}, laid=False)["secret"], "of this run")

    def test_who_comes_late_to_the_making_of_tables_gets_them_made_again(self):
        listens = "from django.db.models.signals import post_migrate\npost_migrate.connect(print)\nurlpatterns = []\n"
        self.assertFalse(self.play(changed={"site_urls.py": listens})["stands"])

    def test_its_list_of_paths_fits_into_a_message(self):
        modules = {f"m{number:03}.py": "" for number in range(500)}
        imports = "".join(f"import {name[:-3]}\n" for name in modules)
        self.assertIn("too many", self.play({**modules, "shop/models.py": imports + MODELS})["unsteady"])

    def test_side_effects_of_an_app_happen_once(self):
        ready = (
            "from django.apps import AppConfig\nclass Shop(AppConfig):\n    name = 'shop'\n    made = 0\n"
            "    def ready(self):\n        self.made += 1\n"
        )
        self.assertEqual(self.play({"shop/apps.py": ready})["made"], 1)


if __name__ == "__main__":
    unittest.main()
