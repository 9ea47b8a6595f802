"""Base class of hidden checks that look at what programs did. The class is called `Checks`, as everywhere."""

import unittest

from judge.errors import CheckFailed
from judge.workshop import Changes, Done, Entry, Tree, difference

__all__ = ["Changes", "CheckFailed", "Done", "Entry", "Tree", "WorkshopCase", "difference"]


class WorkshopCase(unittest.TestCase):
    """No Django and no database here. `project` is the starter with the learner's files over it."""

    workshop = None
    project = {}
    mutants = []
    is_reference = False

    def require(self, condition, /, **facts):
        """Fail the check unless `condition` holds; `facts` fill the places in its message."""
        if not condition:
            raise CheckFailed(facts)
