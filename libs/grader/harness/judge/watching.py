"""What a check can make of the learner's statements: somebody else who acts between two of them, how often tables are read,
and how many rows that brings."""

import contextlib
import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

LOCK = "/* FOR UPDATE */"  # what the learner's backend writes for `select_for_update`, which SQLite does not know


def mentions(table):
    return re.compile(rf'"{re.escape(table)}"')


class Rival:
    """`ran` says whether the rival had a turn; `locked` whether it had to wait for the end of the learner's block."""

    def __init__(self, table, act):
        self.table = mentions(table)
        self.act = act
        self.ran = self.locked = False
        self.fault = None

    def statement(self, sql, in_block):
        if self.ran or self.locked or not self.table.search(sql):
            return
        if LOCK in sql and in_block:
            self.locked = True
        else:
            self._run()

    def block_ended(self):
        if self.locked and not self.ran:
            self._run()

    def _run(self):
        self.ran = True
        try:
            self.act()
        except Exception as error:  # the check's own; the learner's code must not meet it
            self.fault = error


@contextlib.contextmanager
def race(service, table, act):
    """While the learner's code runs, `act()` is done once: right after its first statement on the table, or, when that
    locked its rows inside a block, after the block, as on a server with locks."""
    service.watcher = rival = Rival(table, act)
    try:
        yield rival
    finally:
        service.watcher = None
    if rival.fault:
        raise rival.fault


def rows(service, act):
    """How many rows the database gave to the learner's code while `act()` ran, whatever its statements looked like."""
    before = service.delivered
    act()
    return service.delivered - before


def reads(act, *tables):
    """How many SELECT statements mention each table while `act()` runs. Compare two sizes: only growth is a fault."""
    with CaptureQueriesContext(connection) as captured:
        act()
    statements = [query["sql"] for query in captured if query["sql"].lstrip().upper().startswith(("SELECT", "WITH"))]
    return Counter({table: sum(bool(mentions(table).search(sql)) for sql in statements) for table in tables})
