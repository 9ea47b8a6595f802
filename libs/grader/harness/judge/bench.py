"""The judge's run from start to end: reference project, database, learner's project, checks, report."""

import collections
import importlib.util
import os
import sys
import traceback

from engine import files

from . import rehearsal
from .errors import LimitReached, SubjectError, SubjectGone, SubjectSetUp

_prepared = {}  # what an exercise's forker has loaded, for its children


def run(job, desk, play=None):
    """`play` is what a kind does in place of `steps`; whatever ends it is reported here, with whose doing it was."""
    records = desk.records
    try:
        (play or steps)(job, desk)
    except SubjectSetUp as error:
        records.say("setup", error=error.report)
    except SubjectError as error:  # it spoke, and not as it must
        records.say("setup", error=error.report)
    except SubjectGone:
        records.say("gone")
    except LimitReached as error:
        records.say("limit", limit=error.limit, detail=error.detail)
    except Unprepared:
        records.say("unprepared")
    except Exception as error:
        traceback.print_exc()
        records.say("broken", error={"type": type(error).__name__, "message": str(error)[:500]})
    records.say("end")


def prepare(material):
    """What every run of this exercise does alike, done once: the reference, the tables of the libraries, the checks."""
    files.prepare()
    _prepared["parts"] = load_parts(material)
    _prepared["template"] = library_tables(material)
    rehearsal.rehearse(_prepared["parts"].subject)


class Parts:
    """The loaded reference, with the toolboxes of the checks bound to it and to nobody's project yet."""


def checks_folder():
    return f"{files.BOX}/checks"


def load_parts(job):
    files.write(job["base"])
    files.write(job["checks"], checks_folder())
    reference(job)
    from . import web
    from .api import Subject
    from .models import Delegation

    parts = Parts()
    parts.subject = Subject()
    web.install(parts.subject)
    if job["settings"]:
        own = {path.split("/")[0].removesuffix(".py") for path in job["base"] if path.endswith(".py")}
        Delegation(parts.subject, own).apply()
    sys.path.insert(0, checks_folder())
    path = f"{checks_folder()}/test_checks.py"
    parts.checks = compile(job["checks"]["test_checks.py"], path, "exec", dont_inherit=True)
    return parts


def parts_of(job):
    """What was prepared, made fit for this run; or all of it, loaded now."""
    parts = _prepared.get("parts")
    if not parts:
        return load_parts(job)
    files.write(job["base"])
    files.write(job["checks"], checks_folder())
    files.forget()  # an import before has remembered that there are no such folders
    if job["settings"]:
        from django.conf import settings

        settings.SECRET_KEY = job["secret"]
    return parts


def require_prepared(answer):
    if answer == "unprepared" and _prepared:
        raise Unprepared


def steps(job, desk):
    parts = parts_of(job)
    from django.db import connection

    from .database import Service
    from .line import Line

    service = Service(connection)
    service.schema_is_foreign = job["schemaIsForeign"]
    line = parts.subject.line = Line(desk.channel, service, desk.board)
    line.meet()
    desk.records.say("caged")
    # The subject loads meanwhile; its migrations run on our connection while we wait here.
    require_prepared(line.ask("load", tables=_prepared.get("template", [])))
    # Django keeps the last 9,000 queries only: flooding them would let a second capture count none. Here the cap on
    # statements bounds the log.
    connection.queries_log = collections.deque()
    service.start_checks()
    desk.records.say("loaded")
    hidden(job, desk, parts, service)


def hidden(job, desk, parts, service):
    """The checks of the exercise, one after the other."""
    from grading import case

    from . import run as runner

    case.CheckCase.subject = parts.subject
    case.CheckCase.handed_in = job.get("handedIn", {})
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("test_checks", None))
    sys.modules["test_checks"] = module
    # Only now, so that what the checks choose by chance is chosen with the run's seed.
    exec(parts.checks, vars(module))
    desk.records.say("ready")
    runner.run(module.Checks, job["order"], desk.records, service)


class Unprepared(Exception):
    """The learner's project is not built on what was prepared for it, so it has to be loaded from the beginning."""


def reference(job):
    """Django with the reference project, or with nothing but a database when the exercise has no project."""
    import django
    from django.conf import settings

    sys.path.insert(0, files.PROJECT)
    os.chdir(files.PROJECT)
    if job["settings"]:
        from subject.project import force

        os.environ["DJANGO_SETTINGS_MODULE"] = job["settings"]
        settings._setup()
        force(settings, "django.db.backends.sqlite3", job["secret"])
    else:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        settings.configure(DATABASES={"default": database}, SECRET_KEY=job["secret"], USE_TZ=True)
    django.setup(set_prefix=False)
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)


def library_tables(material):
    """Makes the tables of apps that are no part of the exercise's project; returns those apps."""
    from subject import preparation

    if not material["settings"]:
        return []
    apps = preparation.library_apps(material["base"], material["settings"])
    if apps:
        preparation.migrate_libraries(apps)
    return apps
