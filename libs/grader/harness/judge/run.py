"""Runs the hidden checks with unittest and says of each how it ended and whose doing that was."""

import time
import traceback
import unittest

from django.db import DatabaseError, InterfaceError

from .errors import CheckFailed, LimitReached, SubjectAnswer, SubjectError, SubjectGone, SubjectSetUp
from .records import facts_as_text


class Ended(BaseException):
    """No further check can run."""


class Report(unittest.TestResult):
    """Turns unittest's calls into one record per check."""

    def __init__(self, records, service):
        super().__init__()
        self.records = records
        self.service = service
        self.done = set()
        self.found = None
        self.class_error = None
        self.started = 0.0

    def startTest(self, test):
        super().startTest(test)
        self.found = None
        self.started = time.monotonic()
        self.service.writes = 0
        self.records.say("start", id=identity(test))

    def stopTest(self, test):
        super().stopTest(test)
        self._emit(identity(test), self.found or {"status": "passed"})
        if self.found and self.found["status"] in ("gone", "limit"):
            raise Ended

    def addFailure(self, test, err):
        self._note(test, err)

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._note(test, err)

    def addSkip(self, test, reason):
        self.found = {"status": "broken", "error": {"type": "SkipTest", "message": str(reason)[:500]}}

    def addUnexpectedSuccess(self, test):
        self.found = {"status": "broken", "error": {"type": "UnexpectedSuccess", "message": ""}}

    def _note(self, test, err):
        found = self.classify(err[1])
        if not isinstance(test, unittest.TestCase):  # setUpClass or setUpTestData
            self.class_error = found
        elif self.found is None:
            self.found = found

    def classify(self, error):
        if isinstance(error, CheckFailed):
            return {"status": "failed", "facts": facts_as_text(error.facts)}
        if isinstance(error, SubjectError):
            return {"status": "error", "error": error.report}
        if isinstance(error, SubjectSetUp):
            return {"status": "error", "error": error.report}
        if isinstance(error, LimitReached):
            return {"status": "limit", "limit": error.limit, "detail": error.detail}
        if isinstance(error, SubjectGone):
            return {"status": "gone"}
        if isinstance(error, MemoryError):
            return {"status": "limit", "limit": "answer-size", "detail": "an answer needs too much memory"}
        if isinstance(error, UnicodeError):  # only bytes and text of the learner's are of every kind
            return {"status": "error", "error": SubjectAnswer("the answer is no text").report}
        if isinstance(error, AssertionError):
            return {"status": "failed", "facts": {}}
        if isinstance(error, (DatabaseError, InterfaceError)) and self.service.is_foreign():
            # The tables and rows are the learner's: what the judge stumbles over there is theirs too.
            return {"status": "error", "error": {"type": type(error).__name__, "message": str(error), "frames": []}}
        traceback.print_exception(error)
        return {"status": "broken", "error": {"type": type(error).__name__, "message": str(error)[:500]}}

    def _emit(self, name, found):
        self.done.add(name)
        self.records.say("check", id=name, ms=(time.monotonic() - self.started) * 1000, **found)


def identity(test):
    return test._testMethodName.removeprefix("test_")


def run(checks, order, records, service):
    """`checks` is the hidden class; `order` the ids of the manifest."""
    report = Report(records, service)
    missing = [name for name in order if not hasattr(checks, f"test_{name}")]
    for name in missing:
        report._emit(name, {"status": "broken", "error": {"type": "LookupError", "message": f"no test_{name}"}})
    suite = unittest.TestSuite(checks(f"test_{name}") for name in order if name not in missing)
    try:
        suite.run(report)
    except Ended:
        return
    for name in order:
        if name not in report.done:
            found = report.class_error or {"status": "broken", "error": {"type": "LookupError", "message": "not run"}}
            report._emit(name, found)
            if found["status"] in ("gone", "limit"):
                return
