"""Hidden checks of tests: what the learner's tests said of right and of faulty versions of the project."""

from judge.errors import SubjectError

from .case import CheckCase

__all__ = ["SuiteCase", "SubjectError"]


class SuiteCase(CheckCase):
    """All versions have been run when the first check begins; checks compare outcomes and never see a test.

    Versions are the folders of `versions/` and `mutants/`, and three of the project as it was handed out: `given`,
    `shuffled` (the tests in an order of chance) and `later` (the clock moved by 400 days).
    """

    outcomes = {}

    def outcome(self, version):
        """`ran` and `unsaid` count tests, the latter those skipped or expected to fail. `first` is the error of the first
        one that failed: to be raised for `given` only, because it may tell what another version does."""
        return self.outcomes[version]

    def accepts(self, version):
        """Whether tests ran on it and none failed."""
        return self.outcomes[version].passed

    def unnoticed(self, *mutants):
        """On how many of these faulty versions no test failed."""
        return sum(not self.outcomes[name].noticed for name in mutants)
