"""Questions to the database in SQL: statements are handed in, and the judge runs them itself on its guarded connection.

There is nothing for the learner's process to do; it waits, so that what is caged is the same for every kind.
"""

from engine.channel import ChannelClosed
from judge import bench

SCHEMA = "schema.sql"


def subject(job, channel):
    try:
        channel.receive()
    except ChannelClosed:
        pass


def prepare_subject(material):
    pass


def prepare_judge(material):
    bench.prepare(material)


def judge(job, desk):
    bench.run(job, desk, steps)


def steps(job, desk):
    parts = bench.parts_of(job)
    from django.db import connection

    from grading.sql import SqlCase
    from judge.database import Service
    from judge.line import Line
    from judge.statements import Statements, apart

    service = Service(connection)
    Line(desk.channel, service, desk.board).meet()
    desk.records.say("caged")
    for statement in apart(job["base"].get(SCHEMA, "")):
        service.raw.execute(statement)
    service.start_checks()
    desk.records.say("loaded")
    SqlCase.learner = Statements(job["learner"], service, desk.board)
    SqlCase.reference = Statements({path: job["base"][path] for path in job["learner"]}, service, desk.board)
    SqlCase.files, SqlCase.connection = job["base"], service.raw
    bench.hidden(job, desk, parts, service)
