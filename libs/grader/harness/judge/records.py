"""What the judge reports, check by check, on its own connection to Node: one JSON object a line."""

import json
import os

TEXT = 2_000
FACTS = 16


class Records:
    def __init__(self, descriptor):
        self.descriptor = descriptor

    def say(self, kind, **fields):
        data = json.dumps({"t": kind, **fields}, allow_nan=False, default=str).encode() + b"\n"
        while data:
            data = data[os.write(self.descriptor, data) :]


def facts_as_text(facts):
    """Facts fill places in messages, so they cross as short text."""
    return {str(name)[:60]: as_text(value) for name, value in list(facts.items())[:FACTS]}


def as_text(value):
    try:
        text = "nothing" if value is None else value if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # a number or a nesting that only a hostile answer has
        text = type(value).__name__
    return text[:TEXT].encode("utf-8", "replace").decode()
