"""What the subject's statements may do on the judge's connection, and how much."""

import re
import sqlite3

ROWS_AT_ONCE = 200
ROWS = 5_000  # of a statement that is handed in as such
BYTES_AT_ONCE = 256 * 1024
CURSORS = 64
SAVEPOINTS = 200
STATEMENTS = 20_000
STEP = 1_000  # virtual machine instructions between two calls of the progress handler
STATEMENT_STEPS = 20_000_000
RUN_STEPS = 200_000_000
SECONDS = 2.0

ACTIONS = {
    getattr(sqlite3, "SQLITE_" + name)
    for name in (
        "SELECT READ INSERT UPDATE DELETE RECURSIVE CREATE_TABLE CREATE_INDEX CREATE_VIEW DROP_TABLE DROP_INDEX "
        "DROP_VIEW ALTER_TABLE REINDEX"
    ).split()
}
READING = {getattr(sqlite3, "SQLITE_" + name) for name in ("SELECT", "READ", "RECURSIVE")}
CHANGING = READING | {getattr(sqlite3, "SQLITE_" + name) for name in ("INSERT", "UPDATE", "DELETE")}
PRAGMAS = {
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "foreign_key_check",
}  # fmt: skip
FUNCTIONS_REFUSED = {"load_extension", "fts3_tokenizer", "zeroblob", "randomblob"}
LIMITS = {
    "SQLITE_LIMIT_LENGTH": 1_000_000,
    "SQLITE_LIMIT_SQL_LENGTH": 512_000,
    "SQLITE_LIMIT_COLUMN": 1_000,
    "SQLITE_LIMIT_COMPOUND_SELECT": 500,
    "SQLITE_LIMIT_VDBE_OP": 200_000,
    "SQLITE_LIMIT_ATTACHED": 0,
    "SQLITE_LIMIT_LIKE_PATTERN_LENGTH": 2_000,
    "SQLITE_LIMIT_TRIGGER_DEPTH": 8,
}
SETTINGS = ("max_page_count=8192", "hard_heap_limit=100663296", "temp_store=MEMORY", "cell_size_check=ON")


def authorize(action, first, second):
    """True when a statement of the subject may do this."""
    if action in ACTIONS:
        return True
    if action == sqlite3.SQLITE_FUNCTION:
        return str(second).lower() not in FUNCTIONS_REFUSED
    if action == sqlite3.SQLITE_PRAGMA:
        name = str(first).lower()
        # Inside a test's transaction SQLite ignores a new value; at the end of each request it is switched on again.
        return name == "foreign_keys" or (name in PRAGMAS)
    return False


def authorize_reading(action, first, second):
    return action in READING or (action == sqlite3.SQLITE_FUNCTION and authorize(action, first, second))


def authorize_changing(action, first, second):
    """Rows, but never the schema: what a statement of one check made would be there in the next of the same check."""
    return action in CHANGING or authorize_reading(action, first, second)


PLACE = re.compile(r"%([-+ 0]*)(\d{0,9})(?:\.(\d{0,9}))?l{0,2}(.)", re.DOTALL)
WIDTH = 1_000


def printf(template=None, *values):
    """SQLite's, with a limit to the width. Its own is used by ALTER TABLE, so it cannot be refused by its name."""
    left = iter(values)

    def filled(place):
        flags, width, precision, kind = place.groups()
        if kind == "%":
            return "%"
        if int(width or 0) > WIDTH or int(precision or 0) > WIDTH or kind not in "diuxXofeEgGsc":
            raise ValueError("this place of a format is not available")
        value = next(left, None)
        if kind in "sc":
            value = "" if value is None else str(value)
        else:
            value = float(value or 0) if kind in "feEgG" else int(value or 0)
        rest = "" if precision is None else f".{precision}"
        return f"%{flags}{width}{rest}{kind if kind != 'c' else 's'}" % value

    return None if template is None else PLACE.sub(filled, str(template))


def bounded_functions(raw):
    """Replacements for functions that no progress handler can interrupt."""

    def repeat(text, count):
        return None if text is None or count is None else _cap(text, int(count), len(str(text)))

    def _cap(text, count, size):
        if size * max(count, 0) > LIMITS["SQLITE_LIMIT_LENGTH"]:
            raise ValueError("string too large")
        return text * count

    def pad(text, length, fill, left):
        if text is None or length is None or fill is None:
            return None
        missing = int(length) - len(text)
        if missing <= 0 or not fill:
            return text[: int(length)]
        if int(length) > LIMITS["SQLITE_LIMIT_LENGTH"]:
            raise ValueError("string too large")
        padding = (fill * (missing // len(fill) + 1))[:missing]
        return padding + text if left else text + padding

    def power(base, exponent):
        if base is None or exponent is None:
            return None
        if isinstance(base, int) and isinstance(exponent, int) and abs(exponent) * base.bit_length() > 4096:
            return float(base) ** exponent
        return base**exponent

    def instr(text, part):
        if text is None or part is None:
            return None
        if isinstance(text, bytes) and isinstance(part, bytes):
            return text.find(part) + 1
        return str(text).find(str(part)) + 1

    for name in ("printf", "format"):
        raw.create_function(name, -1, printf, deterministic=True)
    raw.create_function("REPEAT", 2, repeat, deterministic=True)
    raw.create_function("LPAD", 3, lambda text, length, fill: pad(text, length, fill, True), deterministic=True)
    raw.create_function("RPAD", 3, lambda text, length, fill: pad(text, length, fill, False), deterministic=True)
    raw.create_function("POWER", 2, power, deterministic=True)
    raw.create_function("instr", 2, instr, deterministic=True)
