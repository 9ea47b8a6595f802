"""What the learner's tests said of each version of the project. Every word of it comes from a process of the learner's, so
one version's answer counts only together with those of all others: right ones must pass, faulty ones must not."""

from . import bench
from .errors import SubjectAnswer, SubjectError
from .line import Line

NAMES = 300


class Outcome:
    """`ran` tests did run, `failed` are those that an assertion ended, `broke` those that another exception ended."""

    def __init__(self, answer):
        if not isinstance(answer, dict):
            raise SubjectAnswer("a run of tests without a report")
        self.ran = self._count(answer.get("ran"))
        self.unsaid = self._count(answer.get("unsaid"))
        self.failed = self._names(answer.get("failed"))
        self.broke = self._names(answer.get("broke"))
        first = answer.get("first")
        self.first = SubjectError(first) if isinstance(first, dict) else None

    @property
    def passed(self):
        return self.ran > 0 and not self.failed and not self.broke

    @property
    def noticed(self):
        return bool(self.failed or self.broke)

    @staticmethod
    def _count(value):
        return value if type(value) is int and value >= 0 else 0

    @staticmethod
    def _names(value):
        return [str(name)[:200] for name in value[:NAMES]] if isinstance(value, list) else []


def run_all(job, desk, service):
    """The outcome for each version of the job, in its order of processes. Every version is asked alike: what runs in it
    must not be able to tell a right one from a faulty one."""
    outcomes = {}
    for index, version in enumerate(job["versions"]):
        line = Line(desk.next_subject() if index else desk.channel, service, desk.board)
        line.meet()
        if not index:
            desk.records.say("caged")
        bench.require_prepared(line.ask("load", days=version["days"], tables=[]))
        answer = line.ask("suite", paths=job["suite"], shuffle=version["shuffle"], whole=job["isReference"])
        outcomes[version["name"]] = Outcome(answer)
    return outcomes


class Unproved(Exception):
    """The exercise does not keep a rule of its own proof."""


def prove(outcomes, caught_by):
    """Q9, asked while the reference runs: each faulty version is noticed by an assertion, in the test that is named."""
    for name, test in caught_by.items():
        outcome = outcomes[name]
        if test not in outcome.failed:
            found = ", ".join(outcome.failed) or ("a crash alone" if outcome.broke else "nothing")
            raise Unproved(f"Q9: `{name}` must be noticed by an assertion in `{test}`; it is noticed by {found}.")
