"""Runs the learner's tests on the version of the project that lies in this box, and says how each test ended.

Which version that is nobody here knows: each has a process of its own, in an order of chance, and all are asked alike.
"""

import contextlib
import importlib
import os
import random
import sys
import unittest

from engine import files
from practice import tests

from . import clock, project
from .agent import Agent
from .failures import describe

NAMES = 300
PHASES = ("unmigrated", "apps", "urls", "migrations")


class Result(unittest.TestResult):
    """Skipped and expectedly failing tests have not run: they say nothing about the project."""

    def __init__(self):
        super().__init__()
        self.failed, self.broke, self.first = [], [], None
        self.unsaid = 0

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._note(self.failed, test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._note(self.broke, test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._note(self.failed if issubclass(err[0], test.failureException) else self.broke, test, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._note(self.failed, test, None)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.unsaid += 1

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.unsaid += 1

    def _note(self, names, test, err):
        name = getattr(test, "_testMethodName", str(test))
        if len(names) < NAMES and name not in names:
            names.append(name[:200])
        if self.first is None:
            self.first = describe(err[1]) if err else describe(AssertionError(f"{name} was expected to fail"))

    def report(self):
        return {
            "ran": self.testsRun - self.unsaid,
            "unsaid": self.unsaid,
            "failed": self.failed,
            "broke": self.broke,
            "first": self.first,
        }


def collect(paths, shuffle):
    """The tests of these files; with a seed for `shuffle`, classes and the tests in each come in an order of chance."""
    modules = [path.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in paths]
    classes = {}

    def sort(suite):
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                sort(test)
            else:
                classes.setdefault(type(test), []).append(test)

    for name in modules:
        sort(unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(name)))
    groups = list(classes.values())
    if shuffle is not None:
        chance = random.Random(shuffle)
        chance.shuffle(groups)
        for group in groups:
            chance.shuffle(group)
    return unittest.TestSuite(test for group in groups for test in group)


class SuiteAgent(Agent):
    """The tests are ordinary ones: they use a database of their own, in this process."""

    def op_load(self, days, tables):
        clock.move(days)
        if not self.django:
            project.plain_python()
            return None
        if not project.load(self.job, tables, PHASES):
            return "unprepared"
        from django.test.utils import setup_test_environment

        setup_test_environment(debug=False)
        return None

    def op_suite(self, paths, shuffle, whole):
        """`whole` runs every test; otherwise the first that fails says enough."""
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            result = Result()
            result.failfast = not whole
            try:
                suite = collect(paths, shuffle)
            except Exception as error:
                return {"ran": 0, "unsaid": 0, "failed": [], "broke": ["import"], "first": describe(error)}
            suite.run(result)
        return result.report()


def prepare(material):
    return tests.prepare(material, PHASES)


def run(job, channel):
    files.write(job["files"])
    sys.stdout.reconfigure(line_buffering=True)
    SuiteAgent({**job, "engine": tests.ENGINE}, channel).serve()
