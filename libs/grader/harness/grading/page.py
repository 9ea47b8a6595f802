"""Base class of checks that play a page: Django renders it, a DOM runs its scripts, and its form goes back to Django."""

import json
import signal
from dataclasses import dataclass
from urllib.parse import urlencode

from engine.files import PROJECT
from judge.errors import LimitReached, SubjectAnswer
from judge.workshop import Workshop

from .case import CheckCase

BESIDE = 1  # which of the run's processes is the workshop
HOST = "http://testserver"
SECONDS = 15
# Who is killed with so much processor time was ended for that; all memory is taken sooner.
COMPUTED_MS = 3_000
# No machine code and no code from strings: the first keeps memory small, the second keeps a script in its page.
NODE = [
    "/runtime/node",
    "--jitless",
    "--disallow-code-generation-from-strings",
    "--frozen-intrinsics",
    "--no-warnings",
    "--max-old-space-size=128",
    "/runtime/dom/main.mjs",
]


def click(at):
    return {"do": "click", "at": at}


def type_into(at, text):
    return {"do": "type", "at": at, "text": text}


def press(at, key):
    return {"do": "press", "at": at, "text": key}


def look(at):
    """A list of `Element`s."""
    return {"do": "look", "at": at}


def focused():
    """The `Element` that has the focus, or None."""
    return {"do": "focus"}


def form(at="form"):
    """A `Form`."""
    return {"do": "form", "at": at}


@dataclass(frozen=True)
class Element:
    """What the learner's side says of an element."""

    tag: str
    attributes: dict
    value: str
    text: str
    attached: bool

    @property
    def name(self):
        return self.attributes.get("name", "")

    @property
    def id(self):
        return self.attributes.get("id", "")


@dataclass(frozen=True)
class Form:
    """What a browser would send: pairs in their order, with every repetition."""

    action: str
    method: str
    pairs: list

    @property
    def body(self):
        return urlencode(self.pairs)

    def count(self, name):
        return sum(1 for other, _ in self.pairs if other == name)


@dataclass(frozen=True)
class Scene:
    """Answers to the looks, focuses and forms of a scene, in their order; errors of the page's scripts."""

    facts: list
    errors: list


class Stage:
    """The workshop beside the learner's project, started when the first page is played."""

    def __init__(self, desk, files):
        self.desk = desk
        self.files = files
        self.workshop = None

    def play(self, html, address, scenes):
        if self.workshop is None:
            self.workshop = Workshop(self.desk.start(BESIDE), self.desk.board)
            self.workshop.meet()
        play = {"url": HOST + address, "html": html, "files": f"{PROJECT}/static", "scenes": scenes}
        with self.workshop.room(self.files) as room:
            room.write({"play.json": json.dumps(play)}, folder="/box/tmp")
            return room.run([*NODE, "/box/tmp/play.json"], seconds=SECONDS)


class PageCase(CheckCase):
    stage = None

    def play(self, response, *scenes, address="/"):
        """Each scene, a list of steps, on a page of its own that begins as this response; a `Scene` for each."""
        html = response.content.decode("utf-8", "replace")
        done = self.stage.play(html, address, [list(scene) for scene in scenes])
        if done.exit == 127:
            raise LookupError(f"pages cannot be played here: {done.stderr[:200]}")
        if done.signal == signal.SIGKILL and done.cpu_ms >= COMPUTED_MS:
            raise LimitReached("cpu-time", "the script computed for too long; look for a loop that does not end")
        with self.reading():
            lines = done.stdout.strip().split("\n")
            if done.exit != 0 or len(lines) != 1 or not lines[0]:
                raise SubjectAnswer("the page was not played to its end")
            return [scene_of(steps, one) for steps, one in zip(scenes, json.loads(lines[0])["scenes"], strict=True)]

    def submit(self, sent, address):
        """Post a `Form` of the page to the learner's project, with the test client."""
        return self.client.post(address, sent.body, content_type="application/x-www-form-urlencoded")


def scene_of(steps, played):
    """Checks may rely on the shape: one answer for each question, of its kind."""
    asked = [step["do"] for step in steps if step["do"] in ANSWERS]
    facts = [ANSWERS[kind](fact) for kind, fact in zip(asked, played["facts"], strict=True)]
    return Scene(facts, [str(error)[:300] for error in played["errors"]])


def elements_of(found):
    return [] if found is None else [element_of(one) for one in found]


def form_of(fact):
    if fact is None:
        return None
    return Form(str(fact["action"]), str(fact["method"]), [(str(name), str(value)) for name, value in fact["pairs"]])


def element_of(fact):
    if fact is None:
        return None
    attributes = {str(name): str(value) for name, value in fact["attributes"].items()}
    value = "" if fact["value"] is None else str(fact["value"])
    return Element(str(fact["tag"]), attributes, value, str(fact["text"]), fact["attached"] is True)


ANSWERS = {"look": elements_of, "form": form_of, "focus": element_of}
