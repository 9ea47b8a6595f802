"""The judge's run from start to end: reference project, database, learner's project, checks, report."""

import collections
import importlib
import os
import sys
import traceback

from engine import files

from . import run as runner
from .errors import LimitReached, SubjectError, SubjectGone, SubjectSetUp
from .records import Records

CHECKS = "/box/checks"


def run(job, channel, results, board):
    records = Records(results)
    try:
        steps(job, channel, records, board)
    except SubjectSetUp as error:
        records.say("setup", error=error.report)
    except SubjectError as error:  # it spoke, and not as it must
        records.say("setup", error=error.report)
    except SubjectGone:
        records.say("gone")
    except LimitReached as error:
        records.say("limit", limit=error.limit, detail=error.detail)
    except Exception as error:
        traceback.print_exc()
        records.say("broken", error={"type": type(error).__name__, "message": str(error)[:500]})
    records.say("end")


def steps(job, channel, records, board):
    files.write(job["base"])
    files.write(job["checks"], CHECKS)
    reference(job)
    from django.db import connection

    from . import web
    from .api import Subject
    from .database import Service
    from .line import Line
    from .models import Delegation

    service = Service(connection)
    service.schema_is_foreign = job["schemaIsForeign"]
    line = Line(channel, service, board)
    subject = Subject(line)
    line.meet()
    records.say("caged")
    # The subject loads meanwhile; its migrations run on our connection while we wait here.
    line.ask("load")
    # Django keeps the last 9,000 queries only: flooding them would let a second capture count none. Here the cap on
    # statements bounds the log.
    connection.queries_log = collections.deque()
    service.start_checks()
    records.say("loaded")
    web.install(subject)
    if job["settings"]:
        own = {path.split("/")[0].removesuffix(".py") for path in job["base"] if path.endswith(".py")}
        Delegation(subject, own).apply()
    sys.path.insert(0, CHECKS)
    from grading import case

    case.CheckCase.subject = subject
    module = importlib.import_module("test_checks")
    records.say("ready")
    runner.run(module.Checks, job["order"], records, service)


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
