"""Hidden checks of migrations: the judge's database is led through them, and looked at after each step."""

from django.test import SimpleTestCase

from judge.errors import SubjectError
from judge.histories import read_plan

from .case import Checking

__all__ = ["HistoryCase", "SubjectError"]


class HistoryCase(Checking, SimpleTestCase):
    """No transaction surrounds a check. Call `history.fresh()` for an empty database; what a check leaves behind is there
    for the next one, so that a plan can be run once, in `setUpClass`, and its states be compared by all."""

    databases = {"default"}
    history = None

    @classmethod
    def plan(cls, path):
        return read_plan(path, cls.handed_in.get(path, ""))
