"""Tests that learners write: how they are run and counted, the clock that is moved, and what the judge makes of it."""

import datetime
import os
import subprocess
import sys
import textwrap
import time
import unittest

from . import support

support.django()

from judge.errors import SubjectAnswer
from judge.suites import Outcome, Unproved, prove
from subject import suite

HANDED_IN = """
import unittest

class Tests(unittest.TestCase):
    def test_passes(self): pass
    def test_fails(self): self.fail("no")
    def test_breaks(self): {}["no"]
    def test_in_parts(self):
        for number in (1, 2):
            with self.subTest(number=number): self.assertEqual(number, 2)
    @unittest.skip("later")
    def test_skipped(self): self.fail("no")
    def test_skips_itself(self): self.skipTest("later")
    @unittest.expectedFailure
    def test_expected(self): self.fail("no")
    @unittest.expectedFailure
    def test_unexpected(self): pass
"""


def reports(source, shuffle=None, whole=True):
    """The report on tests with this source."""
    result = suite.Result()
    result.failfast = not whole
    sys.modules.pop("handed_in", None)
    module = type(sys)("handed_in")
    exec(textwrap.dedent(source), vars(module))
    sys.modules["handed_in"] = module
    suite.collect(["handed_in.py"], shuffle).run(result)
    return result.report()


class Counting(unittest.TestCase):
    def test_each_ending_counts_as_what_it_is(self):
        found = reports(HANDED_IN)
        self.assertEqual((found["ran"], found["unsaid"]), (5, 3))
        self.assertEqual(sorted(found["failed"]), ["test_fails", "test_in_parts", "test_unexpected"])
        self.assertEqual(found["broke"], ["test_breaks"])
        self.assertEqual(found["first"]["type"], "KeyError")

    def test_the_first_failure_is_enough(self):
        found = reports(HANDED_IN, whole=False)
        self.assertEqual(len(found["failed"] + found["broke"]), 1)

    def test_a_class_that_cannot_be_set_up_breaks(self):
        found = reports(
            """
            import unittest
            class Tests(unittest.TestCase):
                @classmethod
                def setUpClass(cls): raise LookupError("no")
                def test_it(self): pass
            """
        )
        self.assertEqual((found["ran"], len(found["broke"])), (0, 1))

    def test_order_is_of_chance_and_keeps_classes_together(self):
        source = "import unittest\nfor letter in 'ABCD':\n    names = {f'test_{n}': lambda self: None for n in range(6)}\n"
        source += "    globals()[letter] = type(letter, (unittest.TestCase,), names)\n"
        reports(source)
        orders = []
        for seed in (1, 1, 2):
            tests = [(type(test).__name__, test._testMethodName) for test in suite.collect(["handed_in.py"], seed)]
            self.assertEqual(len(tests), 24)
            self.assertEqual(sum(one[0] != other[0] for one, other in zip(tests, tests[1:])), 3)
            orders.append(tests)
        self.assertEqual(orders[0], orders[1])
        self.assertNotEqual(orders[0], orders[2])


class Believing(unittest.TestCase):
    def test_nothing_run_is_not_passed(self):
        self.assertFalse(Outcome({"ran": 0, "failed": [], "broke": []}).passed)
        self.assertTrue(Outcome({"ran": 1, "failed": [], "broke": []}).passed)

    def test_odd_answers_are_read_as_nothing_or_refused(self):
        odd = Outcome({"ran": "many", "unsaid": -3, "failed": "all", "broke": [1, {}], "first": 7})
        self.assertEqual((odd.ran, odd.unsaid, odd.failed, odd.broke, odd.first), (0, 0, [], ["1", "{}"], None))
        with self.assertRaises(SubjectAnswer):
            Outcome([1])

    def test_a_reference_must_notice_by_an_assertion_in_the_named_test(self):
        outcomes = {"fault": Outcome({"ran": 2, "failed": ["test_it"], "broke": ["test_other"]})}
        prove(outcomes, {"fault": "test_it"})
        with self.assertRaisesRegex(Unproved, "Q9: `fault`"):
            prove(outcomes, {"fault": "test_other"})


MOVED = """
import datetime, time
from datetime import datetime as imported
before = imported.now(), datetime.date.today(), time.time(), time.localtime().tm_year, time.strftime("%Y")
from subject import clock
clock.move(400)
clock.move(400)
class Mine(datetime.datetime): pass
class Day(datetime.date): pass
zone = datetime.timezone.utc
day = datetime.timedelta(days=1)
assert abs(imported.now() - before[0] - 400 * day) < day
assert abs(imported.now(zone) - before[0].astimezone(zone) - 400 * day) < day and imported.now(zone).tzinfo is zone
assert abs(imported.utcnow() - before[0] - 400 * day) < 2 * day and imported.utcnow().tzinfo is None
assert imported.today().date() == datetime.date.today() == Day.today()
assert 399 <= (datetime.date.today() - before[1]).days <= 401
assert type(Mine.now(zone)) is Mine and type(Day.today()) is Day and Mine.now(zone).tzinfo is zone
assert 0 <= time.time() - before[2] - 400 * 86400 < 60 and 0 <= time.time_ns() / 1e9 - before[2] - 400 * 86400 < 60
assert time.localtime().tm_year > before[3] and time.strftime("%Y") > before[4]
assert time.localtime(0).tm_year == 1970 and time.strftime("%Y", time.gmtime(0)) == "1970"
assert isinstance(imported.now(), datetime.datetime) and imported.fromtimestamp(0, zone).year == 1970
from django.conf import settings
settings.configure(USE_TZ=True)
from django.utils import timezone
assert abs(timezone.now() - imported.now(zone)) < day
clock.move(0)
assert abs(imported.now() - before[0]) < day and abs(time.time() - before[2]) < 60
print("moved")
"""


class MovedClock(unittest.TestCase):
    def test_the_present_moves_for_everybody_in_the_process(self):
        paths = [support.HARNESS, os.environ.get("RUNTIME_SITE", "")]
        done = subprocess.run(
            [sys.executable, "-B", "-W", "ignore", "-c", MOVED],
            env={"PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.stdout.strip(), "moved", done.stderr)
        self.assertLess(abs((datetime.datetime.now() - datetime.datetime.fromtimestamp(time.time())).total_seconds()), 60)


if __name__ == "__main__":
    unittest.main()
