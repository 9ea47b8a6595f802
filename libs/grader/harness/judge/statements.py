"""Statements in files of their own: the learner hands in SQL and no program. `-- name: totals` stands above each."""

import re

from .errors import LimitReached, SubjectError

HEADING = re.compile(r"^[ \t]*--[ \t]*name:[ \t]*([A-Za-z_]\w*)[ \t]*$", re.MULTILINE)
# What SQLite says of a statement that would never end, or only when the memory is full.
ENDLESS = ("took too long", "interrupted", "out of memory", "too big", "too many rows")


class Statement:
    def __init__(self, path, name, line, text):
        self.path = path
        self.name = name
        self.line = line
        self.text = text

    def error(self, kind, message):
        frames = [{"path": self.path, "line": self.line}]
        return SubjectError({"type": kind, "message": message, "frames": frames, "mro": [kind]})


class Rows:
    """The answer of a statement: `names` of its columns, and its `rows` as tuples."""

    def __init__(self, statement, names, rows, changed):
        self.statement = statement
        self.names = names
        self.rows = rows
        self.changed = changed

    def columns(self, *wanted):
        """The rows with these columns in this order; a column that is missing is the learner's error."""
        lower = [name.lower() for name in self.names]
        for name in wanted:
            if lower.count(name.lower()) != 1:
                found = ", ".join(self.names) or "nothing"
                message = f"`{self.statement.name}` must return one column `{name}`; it returns {found[:300]}."
                raise self.statement.error("ColumnMissing", message)
        places = [lower.index(name.lower()) for name in wanted]
        return [tuple(row[place] for place in places) for row in self.rows]

    def column(self, name):
        return [value for (value,) in self.columns(name)]

    def __len__(self):
        return len(self.rows)


def read(path, text):
    """The statements of one file, by name. Text above the first heading belongs to none."""
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    found = {}
    for heading, end in zip(headings, ends):
        line = text.count("\n", 0, heading.start()) + 1
        found.setdefault(heading[1], Statement(path, heading[1], line, text[heading.end() : end].strip()))
    return found


class Statements:
    """Runs the statements of a set of files on the judge's connection, in what a learner may do there."""

    def __init__(self, files, service, board):
        self.known = {}
        for path, text in files.items():
            self.known |= read(path, text)
        self.path = next(iter(files), "")
        self.service = service
        self.board = board

    def run(self, name, parameters, may):
        statement = self.known.get(name)
        if statement is None or not statement.text:
            missing = Statement(self.path, name, statement.line if statement else 1, "")
            raise missing.error("StatementMissing", f"There is no statement below a line `-- name: {name}`.")
        self.service.begin()
        self.board[0] = 1  # time that passes is the learner's
        try:
            reply = self.service.statement(statement.text, parameters, may)
        finally:
            self.board[0] = 0
            self.service.end()
        if self.service.lost:
            raise LimitReached("database", self.service.lost)
        if "err" in reply:
            endless = any(words in reply["msg"] for words in ENDLESS)
            raise statement.error("StatementStopped" if endless else reply["err"], reply["msg"])
        return Rows(statement, reply["names"], reply["rows"], reply["n"])


def apart(text):
    """The statements of a file of ours, such as `schema.sql`, one by one."""
    import sqlite3

    parts, waiting = [], ""
    for line in text.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            parts.append(waiting)
            waiting = ""
    return parts
