"""Tests are handed in. They run on the project as it is, on other right versions, later, in another order and on faulty
versions, each in a process of its own; the hidden checks see which versions they passed on."""

from judge import bench
from practice import tests
from subject import suite


def subject(job, channel):
    suite.run(job, channel)


def prepare_subject(material):
    return suite.prepare(material)


def practice(job, records):
    tests.run(job, records)


def prepare_practice(material):
    return tests.prepare(material)


def prepare_judge(material):
    bench.prepare(material)


def judge(job, desk):
    bench.run(job, desk, steps)


def steps(job, desk):
    parts = bench.parts_of(job)
    from django.db import connection

    from grading.suites import SuiteCase
    from judge import suites
    from judge.database import Service

    service = Service(connection)
    SuiteCase.outcomes = suites.run_all(job, desk, service)
    if job["isReference"]:
        suites.prove(SuiteCase.outcomes, job["caughtBy"])
    service.start_checks()
    desk.records.say("loaded")
    bench.hidden(job, desk, parts, service)
