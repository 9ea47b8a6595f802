"""Raises errors named after the engine's own, which would end the run without a fault of the learner."""
from .honest import *


class Unprepared(Exception):
    pass


def list_page(request):
    raise type("SubjectGone", (Exception,), {"__module__": "judge.errors"})("gone")


def detail(request, pk):
    raise type("Ended", (Unprepared,), {"__str__": lambda self: "unprepared"})


def create(request):
    raise type("SkipTest", (BaseException,), {"__module__": "unittest.case"})("skip")


def total():
    raise type("CheckFailed", (SystemExit,), {"facts": {}})("broken")
