"""Build to a description: the learner's files over the starter, one hidden `Checks` class over the result."""

from judge import bench
from subject import agent


def subject(job, channel):
    agent.run(job, channel)


def judge(job, channel, results, board):
    bench.run(job, channel, results, board)
