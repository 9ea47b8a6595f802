"""The warm process: Python, Django and the harness imported once, nothing secret in it, forked for every child."""

import gc
import importlib
import os
import sys
import time

from .manager import Manager

ENVIRONMENT = {
    "HOME": "/box/home",
    "TMPDIR": "/box/tmp",
    "LANG": "C.UTF-8",
    "PATH": "/nowhere",
    "PYTHONHASHSEED": "0",
    "DJANGO_SETTINGS_MODULE": "",
}

# What a Django project needs, as far as it can be imported without settings. Models are loaded after the fork.
WARM = """
    asyncio concurrent.futures csv decimal email.mime.text html html.parser http.client http.cookies inspect
    json logging.config random sqlite3 statistics unittest.mock urllib.request uuid zoneinfo
    asgiref.local asgiref.sync sqlparse
    django django.apps django.conf django.conf.urls.static django.contrib.auth
    django.contrib.auth.decorators django.contrib.auth.hashers django.contrib.auth.password_validation
    django.contrib.messages django.contrib.messages.storage.fallback django.contrib.sessions.backends.db
    django.contrib.sessions.middleware django.contrib.messages.middleware
    django.contrib.staticfiles.finders django.contrib.staticfiles.storage
    django.core.checks django.core.handlers.wsgi django.core.mail django.core.mail.backends.locmem
    django.core.management django.core.management.commands.migrate django.core.paginator django.core.serializers
    django.core.serializers.json django.db django.db.backends.sqlite3.base django.db.migrations
    django.db.migrations.executor django.db.models django.db.models.functions django.db.models.sql.compiler
    django.forms django.http django.middleware.clickjacking django.middleware.common django.middleware.csrf
    django.middleware.security django.shortcuts django.template django.template.backends.django
    django.template.context_processors django.template.defaulttags django.template.loaders.app_directories
    django.template.loaders.cached django.template.loaders.filesystem django.template.loader_tags
    django.template.defaultfilters django.templatetags.i18n django.templatetags.l10n django.templatetags.static
    django.templatetags.tz django.test django.test.client django.test.utils django.urls django.utils.autoreload
    django.utils.translation.trans_real django.utils.timezone django.utils.formats django.views.csrf
    django.views.debug django.views.decorators.csrf django.views.decorators.http django.views.defaults
    django.views.generic django.views.static django.conf.locale.en.formats
""".split()
OWN = (
    "engine.child", "subject.agent", "subject.backend.base", "judge.bench", "judge.api", "judge.database",
    "judge.desk", "judge.line", "judge.models", "judge.web", "grading.case", "grading.sql", "grading.suites",
    "grading.histories",
    "practice.tests", "kinds", "workshop.warden",
)  # fmt: skip


class Zygote:
    """Who the processes are, and that everything they share is loaded."""

    def __init__(self, identity):
        self.identity = identity


def run(identity, mode, control, listener, slots):
    started = time.monotonic()
    site, harness = identity.site, identity.harness
    sys.path[:] = [site, harness, *(path for path in sys.path if os.path.isdir(path) and path != harness)]
    sys.path_importer_cache.clear()
    sys.modules["engine"].__path__[:] = [f"{harness}/engine"]  # it was found under its name on the machine
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    os.umask(0o077)
    warm()
    manager = Manager(control, listener, slots, Zygote(identity))
    manager.say(event="ready", mode=mode, warmMs=(time.monotonic() - started) * 1000)
    manager.serve()


def warm():
    for name in WARM:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # modules come and go between Django versions; what is missing is loaded later or not at all
    for name in OWN:
        importlib.import_module(name)
    # Objects made so far are never collected, so the collector does not touch (and copy) their pages in children.
    gc.collect()
    gc.freeze()
