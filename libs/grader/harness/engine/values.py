"""The closed set of values that crosses between the two children. Everything else becomes an opaque marker.

Plain JSON values stay what they are. What JSON has no form for is an object with the key "$": {"$": kind, ...}.
"""

import base64
import datetime
import decimal
import fractions
import math
import re
import uuid

from .channel import BadFrame


class Opaque:
    """Stands for a value that does not cross. It equals nothing, itself included."""

    def __init__(self, kind):
        self.kind = str(kind)[:100]

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    __hash__ = object.__hash__

    def __repr__(self):
        return f"<a {self.kind} object>"


class Undecodable(BadFrame):
    """A tagged value that says something impossible."""


# kind: (class, to text, from text). bool and str are handled before; datetime comes before date, its base class.
TEXTS = {
    "decimal": (decimal.Decimal, str, decimal.Decimal),
    "datetime": (datetime.datetime, datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "date": (datetime.date, datetime.date.isoformat, datetime.date.fromisoformat),
    "time": (datetime.time, datetime.time.isoformat, datetime.time.fromisoformat),
    "uuid": (uuid.UUID, str, uuid.UUID),
    "fraction": (fractions.Fraction, str, fractions.Fraction),
}
FRACTION = re.compile(r"-?[0-9]+(/[0-9]+)?")
SEQUENCES = {"tuple": tuple, "set": set, "frozenset": frozenset}


def encode(value, special=None):
    """`special(value)` may return the tagged form of a value the caller knows (a model, a query), or None."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        number = float.__float__(value)
        return number if math.isfinite(number) else {"$": "float", "v": float.__repr__(number)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"$": "bytes", "v": base64.b64encode(bytes(value)).decode()}
    if type(value) is list:
        return [encode(item, special) for item in value]
    if special:
        found = special(value)
        if found is not None:
            return found
    return _structured(value, special)


def _text(value):
    text = str.__str__(value)
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return {"$": "surrogates", "v": base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}


def _integer(value):
    number = int.__int__(value)
    # Larger numbers would meet the digit limit of int <-> str on the other side.
    return number if number.bit_length() < 4096 else {"$": "hex", "v": hex(number)}


def _structured(value, special):
    if isinstance(value, datetime.timedelta):
        return {"$": "timedelta", "v": [value.days, value.seconds, value.microseconds]}
    for kind, (base, to_text, _) in TEXTS.items():
        if isinstance(value, base):
            return {"$": kind, "v": to_text(value)}
    if isinstance(value, dict):
        items = [[encode(key, special), encode(item, special)] for key, item in dict.items(value)]
        if all(type(key) is str and key != "$" for key, _ in items):
            return dict(items)
        return {"$": "dict", "v": items}
    if isinstance(value, list):
        return [encode(item, special) for item in list.__iter__(value)]
    for kind, base in SEQUENCES.items():
        if isinstance(value, base):
            return {"$": kind, "v": [encode(item, special) for item in base.__iter__(value)]}
    if isinstance(value, BaseException):
        return {"$": "exception", "type": type(value).__name__, "v": str(value)[:2000]}
    return {"$": "opaque", "v": type(value).__name__[:100]}


def decode(value, special=None):
    """The reverse. `special(kind, value)` may return what a tagged value of the other side stands for, or None."""
    if isinstance(value, list):
        return [decode(item, special) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$")
    if kind is None:
        return {key: decode(item, special) for key, item in value.items()}
    try:
        return _decode_tagged(kind, value, special)
    except Undecodable:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        raise Undecodable(f"{kind}: {type(error).__name__}") from None


def _decode_tagged(kind, value, special):
    inner = value.get("v")
    if kind in TEXTS:
        if not isinstance(inner, str) or len(inner) > 10_000:
            raise Undecodable(kind)
        if kind == "fraction" and not FRACTION.fullmatch(inner):
            raise Undecodable(kind)  # "1e99999999" is a number that nobody can wait for
        found = TEXTS[kind][2](inner)
        if kind == "decimal" and found.is_snan():
            raise Undecodable(kind)  # it raises in whoever compares it
        return found
    if kind in SEQUENCES:
        return SEQUENCES[kind](decode(item, special) for item in inner)
    if kind == "dict":
        return {decode(key, special): decode(item, special) for key, item in inner}
    if kind == "bytes":
        return base64.b64decode(inner)
    if kind == "surrogates":
        return base64.b64decode(inner).decode("utf-8", "surrogatepass")
    if kind == "float":
        return float(inner)
    if kind == "hex":
        return int(inner, 16)
    if kind == "timedelta":
        days, seconds, microseconds = inner
        return datetime.timedelta(days, seconds, microseconds)
    found = special(kind, value) if special else None
    return found if found is not None else Opaque(inner if kind == "opaque" else kind)
