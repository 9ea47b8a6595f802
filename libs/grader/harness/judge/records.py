"""What the judge reports, check by check, on its own connection to Node: one JSON object a line."""

import io
import json

TEXT = 2_000
FACTS = 16
DIAGNOSTICS = 32 * 1024
# Of the megabyte that is read of a report. One record takes an eighth of what is left, so the last one finds room, too.
BYTES, SHARE, LEAST = 768 * 1024, 8, 4 * 1024
SHORTER = (1_000, 200, 40, 8)
TOLD = ("facts", "error", "detail", "text")


class Records:
    def __init__(self, sock):
        self.sock = sock
        self.left = BYTES

    def say(self, kind, **fields):
        """Text is cut where it would take the room of other records: a learner's code chooses its letters, and one of them
        can be twelve bytes."""
        line = as_line({"t": kind, **fields})
        for most in SHORTER:
            if len(line) <= max(LEAST, self.left // SHARE):
                break
            told = {name: shortened(value, most) for name, value in fields.items() if name in TOLD}
            line = as_line({"t": kind, **fields, **told})
        self.left -= len(line)
        self.sock.sendall(line)


def as_line(record):
    return json.dumps(record, allow_nan=False, default=str).encode() + b"\n"


def shortened(value, most):
    if isinstance(value, str):
        return value[:most]
    if isinstance(value, dict):
        return {name: shortened(one, most) for name, one in value.items()}
    return [shortened(one, most) for one in value] if isinstance(value, list) else value


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
