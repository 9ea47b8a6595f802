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
        self.passed = set()
        self.found = None
        self.class_error = None
        self.started = 0.0

    def may_ask(self, check):
        return self.passed.issuperset(check["needs"])

    def pass_over(self, check):
        self.started = time.monotonic()
        self._emit(check["id"], {"status": "blocked"})

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
        if found["status"] == "passed":
            self.passed.add(name)
        self.records.say("check", id=name, ms=(time.monotonic() - self.started) * 1000, **found)


def identity(test):
    return test._testMethodName.removeprefix("test_")


class Suite(unittest.TestSuite):
    """Each check is made when its turn comes, or passed over: what it builds on is not there, and may break it."""

    _cleanup = False  # it goes by position, which passing over shifts

    def __init__(self, checks, order, report):
        super().__init__()
        self.checks = checks
        self.order = order
        self.report = report

    def __iter__(self):
        for check in self.order:
            if self.report.class_error:
                return
            if self.report.may_ask(check):
                yield self.checks(f"test_{check['id']}")
            else:
                self.report.pass_over(check)


def run(checks, order, records, service):
    """`checks` is the hidden class; `order` the checks of the manifest, each with those it needs."""
    report = Report(records, service)
    missing = [check["id"] for check in order if not hasattr(checks, f"test_{check['id']}")]
    for name in missing:
        report._emit(name, {"status": "broken", "error": {"type": "LookupError", "message": f"no test_{name}"}})
    try:
        Suite(checks, [check for check in order if check["id"] not in missing], report).run(report)
    except Ended:
        return
    for check in order:
        if check["id"] in report.done:
            continue
        if report.may_ask(check):
            found = report.class_error or {"status": "broken", "error": {"type": "LookupError", "message": "not run"}}
            report._emit(check["id"], found)
            if found["status"] in ("gone", "limit"):
                return
        else:
            report.pass_over(check)
