"""Build to a description: the learner's files over the starter, one hidden `Checks` class over the result."""

from judge import bench
from practice import tests
from subject import agent, preparation


def subject(job, channel):
    agent.run(job, channel)


def judge(job, desk):
    bench.run(job, desk)


def prepare_subject(material):
    return preparation.prepare(material)


def prepare_judge(material):
    bench.prepare(material)


def practice(job, records):
    tests.run(job, records)


def prepare_practice(material):
    return tests.prepare(material)
