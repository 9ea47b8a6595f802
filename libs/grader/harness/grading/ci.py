"""Base class of hidden checks about a script that guards a project: it has to let the good project pass and to refuse
each broken copy of it."""

import random
from dataclasses import dataclass

from .workshop import Changes, Done, WorkshopCase, difference

__all__ = ["CiCase", "Run"]


@dataclass(frozen=True)
class Run:
    """What the script made of one copy."""

    done: Done
    changes: Changes

    @property
    def passed(self):
        return self.done.exit == 0


class CiCase(WorkshopCase):
    """The script runs once on every copy, in random order, each in a room of its own: it cannot know from outside which
    copy it sees, nor that there are others."""

    script = "bash ci.sh"
    seconds = 60  # for one copy, on a machine that is busy with others
    ignored = ("__pycache__",)
    good_copies = [{}]  # files laid over the project, none of which may be refused
    good = []
    broken = {}

    @classmethod
    def vary(cls, files):
        """Another form of the same project, so that no list of checksums tells copies apart."""
        return files

    @classmethod
    def setUpClass(cls):
        copies = [("good", overlay) for overlay in cls.good_copies]
        copies += [(mutant["dir"], mutant["files"]) for mutant in cls.mutants]
        random.shuffle(copies)
        runs = cls.workshop.each(cls._steps(cls.vary(cls.project | overlay)) for _, overlay in copies)
        named = list(zip((name for name, _ in copies), runs, strict=True))
        cls.good = [run for name, run in named if name == "good"]
        cls.broken = {name: run for name, run in named if name != "good"}
        missed = [name for name, run in cls.broken.items() if run.passed]
        if cls.is_reference and missed:
            raise LookupError(f"Q9: the reference lets these faulty versions pass: {', '.join(missed)}")

    @classmethod
    def _steps(cls, files):
        def steps():
            room = cls.workshop.room(files)
            before = room.tree().without(*cls.ignored)
            room.start(cls.script, seconds=cls.seconds, joined=True)
            yield room
            done = room.wait()
            after = room.tree().without(*cls.ignored)
            room.close()
            return Run(done, difference(before, after))

        return steps

    def require_good(self, **facts):
        """The script lets every good copy pass."""
        refused = [run for run in self.good if not run.passed]
        self.require(not refused, said=refused[0].done.last_line[:120] if refused else "", **facts)

    def require_caught(self, *names, **facts):
        """The script refuses these faulty versions: all that are to be caught by this check, as the exercise declares them."""
        own = self._testMethodName.removeprefix("test_")
        declared = {mutant["dir"] for mutant in self.mutants if mutant["caughtBy"] == own}
        if not names or declared != set(names):
            raise LookupError(f"Q9: {own} asks for {sorted(names)}, and is to catch {sorted(declared)}")
        missed = [name for name in names if self.broken[name].passed]
        self.require(not missed, missed=len(missed), copies=len(names), **facts)
