"""Base class of hidden checks. The class is called `Checks`; `test_<id>` proves the check `<id>`."""

from django.test import TestCase

from judge import watching
from judge.errors import CheckFailed, SubjectError

__all__ = ["CheckCase", "CheckFailed", "Checking", "SubjectError"]


class Checking:
    """What checks of every kind can do."""

    subject = None
    # Path and text of each file the learner handed in, for kinds whose product is the file itself.
    handed_in = {}

    def reading(self):
        """`with self.reading():` around parsing what the learner's code answered: a limit of time, and what it raises
        is the learner's error."""
        return self.subject.line.reading.clock()

    def require(self, condition, /, **facts):
        """Fail the check unless `condition` holds; `facts` fill the places in its message."""
        if not condition:
            raise CheckFailed(facts)


class CheckCase(Checking, TestCase):
    """A Django TestCase whose client, `reverse` and `subject` reach the learner's project in another process."""

    def race(self, table, act):
        """`with self.race("shop_ticket", sell_one) as rival:` around asking the learner's code."""
        return watching.race(self.subject.line.service, table, act)

    def reads(self, act, *tables):
        """How many statements read each of these tables while `act()` runs."""
        return watching.reads(act, *tables)

    def rows(self, act):
        """How many rows the database gave to the learner's code while `act()` ran."""
        return watching.rows(self.subject.line.service, act)
