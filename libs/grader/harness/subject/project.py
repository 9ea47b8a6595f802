"""Loads the learner's Django project and makes its tables, phase by phase, so that a failure says where it was."""

import importlib
import os
import sys

from engine import files

from . import ground, preparation, schema
from .failures import describe

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow hasher protects nobody here


class SetUpFailed(Exception):
    def __init__(self, phase, error):
        super().__init__(phase)
        self.phase = phase
        self.error = error


def plain_python():
    if files.PROJECT not in sys.path:
        sys.path.insert(0, files.PROJECT)
    os.chdir(files.PROJECT)


def load(job, tables=(), phases=("apps", "urls", "migrations")):
    """True when it is loaded, False when it cannot stand on what was prepared for it."""
    from django.conf import settings

    plain_python()
    laid = ground.phases()
    if laid:
        settings.SECRET_KEY = job["secret"]
    else:
        in_phase("settings", _settings, job)
        if not preparation.fits(settings, tables):
            return False
    for phase in phases:
        if phase not in laid:
            in_phase(phase, PHASES[phase], {**job, "made": tables})
        if phase == "apps":
            in_phase(phase, _discover)
    return not laid or ground.holds()


def lay_ground(material, phases, tables=()):
    """In the process that children are forked from: these phases of `load`, for what of the starter is the same for all."""
    from django.conf import settings

    def load_phase(phase):
        PHASES[phase](job)
        if phase == "settings" and not preparation.fits(settings, tables):
            raise LookupError("the starter does not stand on the libraries it names")

    # Who reads the secret now would keep one that is another's later: there is none, and Django refuses.
    job = {**material, "secret": "", "made": tables}
    files.prepare()
    files.write(material["starter"])
    plain_python()
    return ground.lay(material["edit"], load_phase, ("settings", *phases))


def in_phase(phase, step, *args):
    try:
        step(*args)
    except SystemExit as error:
        ended = RuntimeError(f"the program ended itself with exit code {error.code}")
        ended.__cause__ = error
        raise SetUpFailed(phase, ended) from error
    except Exception as error:
        raise SetUpFailed(phase, error) from error


def _settings(job):
    os.environ["DJANGO_SETTINGS_MODULE"] = job["settings"]
    importlib.import_module(job["settings"])
    from django.conf import settings

    settings._setup()
    force(settings, job.get("engine", "subject.backend"), job["secret"])


def _unmigrated(job):
    """The models say what tables there are, not the migrations: where nobody looks at those, tables are made in a moment."""
    from django.conf import settings

    settings.MIGRATION_MODULES = NoMigrations()


class NoMigrations:
    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


def force(settings, engine, secret):
    """What must hold whatever the project says: the judge's database, fast passwords, mail into a list."""
    held = settings._wrapped
    default = dict(held.DATABASES.get("default") or {})
    default |= {"ENGINE": engine, "NAME": ":memory:", "OPTIONS": {}, "CONN_MAX_AGE": 0}
    held.DATABASES = {"default": default}
    held.DATABASE_ROUTERS = []
    held.PASSWORD_HASHERS = HASHERS
    held.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    held.SECRET_KEY = secret
    held.DEBUG = False
    held.LOGGING_CONFIG = None
    if "*" not in held.ALLOWED_HOSTS:
        held.ALLOWED_HOSTS = [*held.ALLOWED_HOSTS, "testserver"]


def _apps(job):
    import django
    from django.conf import settings
    from django.core import mail

    if preparation.is_ready():
        preparation.announce(settings)
        preparation.populate(settings.INSTALLED_APPS)
    else:
        django.setup(set_prefix=False)
    mail.outbox = []


def _discover():
    from django.conf import settings

    if "django.contrib.admin" in settings.INSTALLED_APPS:
        from django.contrib import admin

        admin.autodiscover()


def _urls(job):
    from django.conf import settings
    from django.urls import get_resolver

    if getattr(settings, "ROOT_URLCONF", None):
        list(get_resolver().url_patterns)
        _ = get_resolver().reverse_dict


def _migrate(job):
    from django.conf import settings

    if settings.INSTALLED_APPS:
        schema.migrate(preparation.configs_of(job["made"]))


PHASES = {"settings": _settings, "unmigrated": _unmigrated, "apps": _apps, "urls": _urls, "migrations": _migrate}


def failure(error):
    return describe(error.error, error.phase)
