"""Migrations, and plans that use them: applied by the learner's project to the judge's database, forwards and backwards."""

from judge import bench
from subject import history


def subject(job, channel):
    history.run(job, channel)


def judge(job, desk):
    bench.run(job, desk, steps)


def steps(job, desk):
    parts = bench.parts_of(job)
    from django.db import connection

    from grading.histories import HistoryCase
    from judge.database import Service
    from judge.histories import History

    service = Service(connection)
    service.schema_is_foreign = True
    HistoryCase.history = History(desk, service)
    HistoryCase.handed_in = job["handedIn"]
    HistoryCase.history.use()
    desk.records.say("caged")
    desk.records.say("loaded")
    bench.hidden(job, desk, parts, service)
    if job["isReference"] and HistoryCase.history.proved != {"with rows", "empty"}:
        raise Unproved(
            "Q11: the checks must lead the reference forwards, backwards and forwards again (`round_trip`), "
            "once with rows and once in an empty database."
        )


class Unproved(Exception):
    """The exercise does not keep a rule of its own proof."""
