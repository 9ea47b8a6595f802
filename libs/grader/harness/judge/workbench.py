"""The judge's run for kinds that work in a workshop: checks, report; no Django, no database."""

import importlib
import sys
import traceback

from engine import files

from . import run as runner
from .bench import checks_folder
from .errors import LimitReached, SubjectGone
from .workshop import Workshop


class NoDatabase:
    """What the report asks of the database service, where there is none."""

    writes = 0

    def is_foreign(self):
        return False


def run(job, desk):
    records = desk.records
    try:
        steps(job, desk)
    except SubjectGone:
        records.say("gone")
    except LimitReached as error:
        records.say("limit", limit=error.limit, detail=error.detail)
    except Exception as error:
        traceback.print_exc()
        records.say("broken", error={"type": type(error).__name__, "message": str(error)[:500]})
    records.say("end")


def steps(job, desk):
    records = desk.records
    workshop = Workshop(desk.channel, desk.board)
    workshop.meet()
    records.say("caged")
    files.write(job["checks"], checks_folder())
    sys.path.insert(0, checks_folder())
    from grading.workshop import WorkshopCase

    WorkshopCase.workshop = workshop
    WorkshopCase.project = job["project"]
    WorkshopCase.mutants = job["mutants"]
    WorkshopCase.is_reference = job["isReference"]
    records.say("loaded")
    module = importlib.import_module("test_checks")
    records.say("ready")
    runner.run(module.Checks, job["order"], records, NoDatabase)
    workshop.close_all()
