"""Loads the learner's project with a database of its own and runs the public tests in it."""

import contextlib
import importlib
import inspect
import io
import sys
import time
import unittest

from engine import files

from subject import preparation, project, rehearsal
from subject.failures import describe

ENGINE = "django.db.backends.sqlite3"
TESTS = 60
PRINTED = 2_000  # bytes of what a test prints that are shown
PHASES = ("apps", "urls", "migrations")
_made = []  # libraries whose tables are there before the learner's process is forked


class AsWritten(unittest.TestLoader):
    """Tests in the order of their lines: who wrote them put what comes first at the top."""

    def getTestCaseNames(self, case):
        def line(name):
            test = inspect.unwrap(getattr(case, name))
            return getattr(getattr(test, "__code__", None), "co_firstlineno", 0)

        return sorted(super().getTestCaseNames(case), key=line)


class Beginning(io.RawIOBase):
    """Keeps the beginning of what is written."""

    def __init__(self):
        super().__init__()
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data[: PRINTED - len(self.data)])
        return len(data)


class Overheard(io.TextIOWrapper):
    """What a program has in the place of its output: with a buffer and all else that it may use of one."""

    def __init__(self):
        self.kept = Beginning()
        super().__init__(io.BufferedWriter(self.kept), encoding="utf-8", errors="replace", write_through=True)

    @property
    def text(self):
        with contextlib.suppress(ValueError):  # the learner's code has closed it
            self.flush()
        return self.kept.data.decode("utf-8", "replace")


class Told(unittest.TestResult):
    """One record per test, as it ends."""

    def __init__(self, records):
        super().__init__()
        self.records = records
        self.found = {}
        self.count = 0

    def startTest(self, test):
        super().startTest(test)
        self.found = {"status": "passed"}
        self.count += 1
        self.started = time.monotonic()
        if self.count > TESTS:
            self.stop()
        self.streams = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self.overheard = Overheard()

    def stopTest(self, test):
        super().stopTest(test)
        sys.stdout, sys.stderr = self.streams
        if self.overheard.text:
            self.found["printed"] = self.overheard.text
        self._tell(test, (time.monotonic() - self.started) * 1000)

    def addFailure(self, test, err):
        self._note(test, "failed", err[1])

    def addError(self, test, err):
        self._note(test, "error", err[1])
        if not isinstance(test, unittest.TestCase):  # setUpClass, or a module that cannot be imported
            self._tell(test, 0)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._note(test, "failed" if issubclass(err[0], test.failureException) else "error", err[1])

    def addSkip(self, test, reason):
        error = {"type": "SkipTest", "message": str(reason)[:500], "frames": []}
        self.found = {"status": "error", "error": error}

    def addUnexpectedSuccess(self, test):
        error = {"type": "UnexpectedSuccess", "message": "", "frames": []}
        self.found = {"status": "failed", "error": error}

    def _note(self, test, status, error):
        self.found = {"status": status, "error": describe(error)}

    def _tell(self, test, ms):
        name = getattr(test, "_testMethodName", "set-up").removeprefix("test_").replace("_", " ")
        self.records.say("test", id=test.id()[-80:], name=name[:200], ms=ms, **self.found)


def prepare(material, phases=PHASES):
    material = {**material, "engine": ENGINE}
    preparation.prepare_libraries(material)
    if material["settings"]:
        _made.extend(preparation.library_apps(material["starter"], material["settings"]))
        preparation.migrate_libraries(_made)
        rehearsal.rehearse()
        with contextlib.suppress(Exception):
            rehearsal.rehearse_tests()
    return preparation.prepare_ground(material, phases, _made)


def run(job, records):
    sys.stdout = sys.stderr = Overheard()
    files.write(job["files"])
    try:
        if not load(job):
            records.say("unprepared")
            return
    except project.SetUpFailed as error:
        records.say("setup", error=project.failure(error))
        return
    try:
        suite = collect([path.removesuffix(".py").replace("/", ".") for path in job["tests"]])
    except Exception as error:
        records.say("setup", error=describe(error))
        return
    records.say("loaded")
    suite.run(Told(records))


def collect(modules):
    """Imported here: of what goes wrong there unittest would show its own lines, or nothing at all."""
    for name in modules:
        importlib.import_module(name)
    return AsWritten().loadTestsFromNames(modules)


def load(job):
    if not job["settings"]:
        project.plain_python()
        return True
    if not project.load({**job, "engine": ENGINE}, _made):
        return False
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    return True

