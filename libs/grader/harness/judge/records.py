"""What the judge reports, check by check, on its own connection to Node: one JSON object a line."""

import io
import json

TEXT = 2_000
FACTS = 16
DIAGNOSTICS = 32 * 1024


class Records:
    def __init__(self, sock):
        self.sock = sock

    def say(self, kind, **fields):
        self.sock.sendall(json.dumps({"t": kind, **fields}, allow_nan=False, default=str).encode() + b"\n")


class Diagnostics(io.TextIOBase):
    """Standard output and errors of the judge: for authors and operators, never for learners."""

    def __init__(self, records):
        super().__init__()
        self.records = records
        self.left = DIAGNOSTICS

    def write(self, text):
        if self.left > 0 and text:
            self.records.say("diagnostic", text=text[: self.left])
            self.left -= len(text)
        return len(text)


def facts_as_text(facts):
    """Facts fill places in messages, so they cross as short text."""
    return {str(name)[:60]: as_text(value) for name, value in list(facts.items())[:FACTS]}


def as_text(value):
    try:
        text = "nothing" if value is None else value if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # a number or a nesting that only a hostile answer has
        text = type(value).__name__
    return text[:TEXT].encode("utf-8", "replace").decode()
