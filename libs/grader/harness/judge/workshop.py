"""`self.workshop`: rooms in which programs run, for checks. Believed are exit codes, output, and the tree that was seen
when no program was left; all of it from processes the learner's programs cannot reach."""

import base64
import fnmatch
from dataclasses import dataclass

from engine.channel import BadFrame, ChannelClosed, FrameTooLarge
from engine.files import PROJECT

from .errors import LimitReached, SubjectAnswer, SubjectGone

SECONDS = 20
FLOOD = 1 << 20  # bytes of output after which a program is ended
AT_ONCE = 2
LIMITS = {
    "time": ("wall-time", "a command did not end within {seconds} s"),
    "output": ("output", "a command printed more than 1 MB"),
}


@dataclass(frozen=True)
class Done:
    """How a command ended. `exit` is None when a signal ended it; `left` counts programs it left running."""

    exit: int | None
    signal: int | None
    stdout: str
    stderr: str
    left: int
    ms: float
    cpu_ms: float

    @property
    def last_line(self):
        lines = [line.strip() for line in (self.stdout + self.stderr).splitlines() if line.strip()]
        return lines[-1] if lines else ""


@dataclass(frozen=True)
class Entry:
    """One name in a folder. `hash` is None for what is no file, or could not be read."""

    kind: str
    mode: int
    size: int | None = None
    hash: str | None = None
    target: str | None = None


class Tree(dict):
    """Entries by path. `complete` is false when there was more than can be looked at."""

    complete = True

    def without(self, *patterns):
        """Less what these names stand for, at any depth: `__pycache__`, `*.pyc`."""
        kept = Tree(
            (path, entry)
            for path, entry in self.items()
            if not any(fnmatch.fnmatchcase(part, pattern) for part in path.split("/") for pattern in patterns)
        )
        kept.complete = self.complete
        return kept


@dataclass(frozen=True)
class Changes:
    added: list
    removed: list
    changed: list

    def __bool__(self):
        return bool(self.added or self.removed or self.changed)

    @property
    def first(self):
        return next(iter([*self.added, *self.removed, *self.changed]), "")


def difference(before, after):
    """What became of a tree: names that came, went, or stand for something else."""
    return Changes(
        sorted(after.keys() - before.keys()),
        sorted(before.keys() - after.keys()),
        sorted(path for path in before.keys() & after.keys() if before[path] != after[path]),
    )


class Room:
    """A fresh box: /box/project, an empty home, no processes. Nothing of another room is known in it."""

    def __init__(self, workshop, number):
        self.workshop = workshop
        self.number = number
        self.seconds = SECONDS

    def write(self, files, folder=PROJECT, executable=()):
        """Text or bytes by path, below the folder."""
        contents = {
            path: content if isinstance(content, str) else {"b": base64.b64encode(content).decode()}
            for path, content in files.items()
        }
        self._do("write", files=contents, folder=folder, executable=list(executable))

    def run(self, command, **options):
        """Run a command to its end; then nothing it started is running any more. See `start`."""
        self.start(command, **options)
        return self.wait()

    def start(self, command, cwd=PROJECT, env=None, stdin="", seconds=SECONDS, joined=False):
        """A line for bash, or a list of words. `joined` has both outputs in one, as a terminal shows them."""
        argv = ["bash", "-c", command] if isinstance(command, str) else list(command)
        self.seconds = seconds
        self.workshop.send(
            self.number,
            op="run",
            argv=argv,
            cwd=cwd,
            env=dict(env or {}),
            stdin=stdin,
            seconds=seconds,
            joined=joined,
            flood=FLOOD,
        )

    def wait(self):
        """Of the command that was started. A limit ends the whole run, and is the learner's."""
        found = self.workshop.receive(self.number)
        if found["killed"]:
            limit, text = LIMITS[found["killed"]]
            raise LimitReached(limit, text.format(seconds=self.seconds))
        return Done(
            found["exit"],
            found["signal"],
            found["stdout"],
            found["stderr"],
            found["left"],
            found["ms"],
            found["cpuMs"],
        )

    def tree(self, folder=PROJECT):
        found = self._do("tree", folder=folder)
        tree = Tree((path, Entry(**entry)) for path, entry in found["entries"].items())
        tree.complete = found["complete"]
        return tree

    def read(self, path, folder=PROJECT):
        """The bytes of one file, or None when there is none, or none that can be read whole."""
        return (self.collect(path, folder) or {}).get(path)

    def collect(self, prefix="", folder=PROJECT):
        """The bytes of all files whose path begins so; None when they are more than 2 MB."""
        found = self._do("read", folder=folder, prefix=prefix)
        return None if found is None else {path: base64.b64decode(data) for path, data in found.items()}

    def close(self):
        self.workshop.close(self.number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _do(self, operation, **fields):
        self.workshop.send(self.number, op=operation, **fields)
        return self.workshop.receive(self.number)


class Workshop:
    def __init__(self, channel, board):
        self.channel = channel
        self.board = board
        self.count = 0
        self.open = set()
        self.answers = {}
        self._programs = None

    def meet(self):
        """The warden's first frame: a room's cage was tried, and nothing foreign has run yet."""
        try:
            self.channel.receive()
        except (ChannelClosed, OSError):
            raise SubjectGone from None

    @property
    def programs(self):
        """Names of the programs this machine has for workshops."""
        if self._programs is None:
            self._programs = frozenset(self._exchange({"do": "programs"})["value"])
        return self._programs

    def need(self, *names):
        """Says that a program the exercise is about is missing here; that is our fault, never the learner's."""
        missing = [name for name in names if name not in self.programs]
        if missing:
            raise LookupError(f"this machine has no {', '.join(missing)}")

    def room(self, files=None, executable=()):
        self.count += 1
        room = Room(self, self.count)
        room.write(files or {}, executable=executable)
        return room

    def each(self, jobs, at_once=AT_ONCE):
        """Runs `job(room)` generators side by side: each starts a command and yields, and goes on when it has ended.
        Returns their results in the order of the jobs."""
        waiting, running, results = list(enumerate(jobs)), {}, {}
        while waiting or running:
            while waiting and len(running) < at_once:
                index, job = waiting.pop(0)
                self._advance(index, job(), running, results)
            if running:
                number = self._first(running)
                index, steps = running.pop(number)
                self._advance(index, steps, running, results)
        return [results[index] for index in sorted(results)]

    @staticmethod
    def _advance(index, steps, running, results):
        try:
            room = next(steps)
            running[room.number] = index, steps
        except StopIteration as stop:
            results[index] = stop.value

    # -- the channel -----------------------------------------------------------------------------------------------

    def send(self, room, **request):
        self.open.add(room)
        self._exchange({"do": "ask", "room": room, "request": request})

    def receive(self, room):
        while room not in self.answers:
            self._collect([room])
        return unpack(self.answers.pop(room))

    def _first(self, rooms):
        """One of these rooms that has ended what it does."""
        ready = [number for number in rooms if number in self.answers]
        return ready[0] if ready else self._collect(list(rooms))

    def _collect(self, rooms):
        answer = self._exchange({"do": "wait", "rooms": rooms})
        self.answers[answer["room"]] = answer
        return answer["room"]

    def close(self, room):
        self.open.discard(room)
        self.answers.pop(room, None)
        self._exchange({"do": "close", "room": room})

    def close_all(self):
        """What ran in them counts as used by this run only when they are gone."""
        for room in sorted(self.open):
            self.close(room)

    def _exchange(self, request):
        self.board[0] = 1  # time that passes now is the learner's
        try:
            self.channel.send(request)
            return self.channel.receive()
        except (ChannelClosed, OSError):
            raise SubjectGone from None
        except FrameTooLarge:
            raise SubjectAnswer("the files for one folder are larger than 4 MB") from None
        except BadFrame as error:
            raise RuntimeError(f"the warden said something strange: {error}") from None
        finally:
            self.board[0] = 0


def unpack(answer):
    if "limit" in answer:
        raise LimitReached(answer["limit"], answer["detail"])
    if "gone" in answer:
        raise SubjectGone
    if "spoiled" in answer:
        raise SubjectAnswer(f"the folder cannot be worked with any more ({answer['spoiled']})")
    if "fault" in answer:
        raise RuntimeError(f"a room failed: {answer['fault']}")
    return answer["value"]
