"""The subject's database: its statements run here, on the judge's own connection, while it waits for an answer.

So `assertNumQueries`, captured queries, rows and rollback in a check are what the database saw, not the subject's word.
"""

import contextlib
import signal
import sqlite3

from django.db.backends.base.base import BaseDatabaseWrapper

from engine import values

from . import policy
from .cursor import SubjectCursor, size_of

CLASSES = {
    name
    for name in "DatabaseError DataError IntegrityError InterfaceError InternalError NotSupportedError "
    "OperationalError ProgrammingError".split()
}


class Spent(Exception):
    """The subject used up what a run may ask of the database, or broke the transaction of the check."""


class Service:
    """Executes frames {"db": kind, "c": connection, ...}; every way out is a reply."""

    def __init__(self, connection):
        self.connection = connection
        connection.ensure_connection()
        self.raw = connection.connection
        self.lost = None
        self.watcher = None  # told of each statement of the learner's, and of the end of each block, when it has run
        self.reads = None  # a set while somebody asks which columns are read
        self.schema_is_foreign = False
        self.serving = False
        self.may = policy.authorize
        self.slow = False
        self.count = self.ticks = self.total = self.writes = 0
        self.delivered = 0  # rows that went to the learner's process
        self.cursors, self.next_cursor = {}, 1
        self.stack, self.owner = [], None
        self._guard()

    def _guard(self):
        raw = self.raw
        for setting in policy.SETTINGS:
            raw.execute(f"PRAGMA {setting}")
        for name, value in policy.LIMITS.items():
            raw.setlimit(getattr(sqlite3, name), value)
        policy.bounded_functions(raw)
        raw.set_authorizer(self._authorize)
        raw.set_progress_handler(self._progress, policy.STEP)
        signal.signal(signal.SIGALRM, self._alarm)

    def renew(self):
        """An empty database in the place of this one; what guards it is the same."""
        BaseDatabaseWrapper.close(self.connection)  # SQLite's own refuses to forget a database in memory
        self.connection.ensure_connection()
        self.raw = self.connection.connection
        self.stack, self.owner, self.cursors = [], None, {}
        self._guard()

    def is_foreign(self):
        """Whether rows or tables are no longer those that the exercise itself would have made."""
        if self.writes or self.schema_is_foreign:
            return True
        from django.apps import apps

        present = set(self.connection.introspection.table_names())
        return any(model._meta.managed and model._meta.db_table not in present for model in apps.get_models())

    def start_checks(self):
        SubjectCursor.tail = "\n/*s1*/"
        self.count = self.total = self.ticks = self.writes = 0

    # -- guards --------------------------------------------------------------------------------------------------

    def _authorize(self, action, first, second, database, trigger):
        if not self.serving:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and self.reads is not None:
            self.reads.add((first, second))
        if action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE):
            self.writes += 1
        return sqlite3.SQLITE_OK if self.may(action, first, second) else sqlite3.SQLITE_DENY

    def _progress(self):
        self.ticks += 1
        allowed = policy.STATEMENT_STEPS if self.serving else policy.RUN_STEPS
        return 1 if self.slow or self.ticks * policy.STEP > allowed else 0

    def _alarm(self, *_):
        if self.serving:
            self.slow = True
            raise TimeoutError("statement took too long")

    # -- one request of the judge ----------------------------------------------------------------------------------

    def begin(self):
        self.ticks = 0
        if self.connection.in_atomic_block and not self.raw.in_transaction:
            self.lost = self.lost or "the transaction of the check was ended"
        if self.lost:
            raise Spent(self.lost)

    def end(self):
        """Whatever the subject left open is closed and rolled back."""
        for number in list(self.cursors):
            self._drop(number)
        if self.stack and self.raw.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                outermost = self.stack[0][1]
                self.raw.execute(f'ROLLBACK TO "{outermost}"')
                self.raw.execute(f'RELEASE "{outermost}"')
        self.stack, self.owner = [], None
        if not self.raw.in_transaction:
            self.raw.execute("PRAGMA foreign_keys = ON")
        self.ticks = 0

    def handle(self, frame):
        return self._guarded(lambda: self._run(frame), ends_blocks=frame.get("db") == "t")

    def statement(self, sql, parameters, may):
        """One statement that the learner handed in as such, not sent by a process: SQLite binds its parameters, and no
        text of it is a place for Django's. The reply is like that of a frame, with all rows or an error. `may` says
        what it may do."""

        def run():
            self.serving, self.may = True, may
            with contextlib.closing(self.raw.cursor()) as cursor:
                # Prepared statements are kept by their text, and what each may do was asked when it was prepared.
                cursor.execute(f"{sql}\n--{may.__name__}", parameters)
                rows, size = [], 0
                for row in cursor:
                    rows.append(row)
                    size += size_of(row)
                    if len(rows) > policy.ROWS or size > policy.BYTES_AT_ONCE:
                        return {"err": "DataError", "msg": "too many rows"}
                names = [str(column[0]) for column in cursor.description or ()]
                return {"rows": rows, "names": names, "n": cursor.rowcount}

        try:
            return self._guarded(run)
        finally:
            self.may = policy.authorize

    def _guarded(self, run, ends_blocks=False):
        """What `run` replies; whatever it raises is a reply as well."""
        if self.lost:
            return {"err": "OperationalError", "msg": "the database is closed: " + self.lost}
        before, errors = self.raw.in_transaction, self.connection.errors_occurred
        self.ticks, self.slow = 0, False
        try:
            signal.setitimer(signal.ITIMER_REAL, policy.SECONDS)
            return run()
        except Spent as error:
            self.lost = str(error)
            return {"err": "OperationalError", "msg": self.lost}
        except Exception as error:
            return self._error(error)
        finally:
            self.serving = self.slow = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.connection.errors_occurred = errors
            self.total += self.ticks
            if before and not self.raw.in_transaction and not ends_blocks:
                self.lost = "a statement ended the transaction of the check"
            elif self.total * policy.STEP > policy.RUN_STEPS:
                self.lost = "the statements of this run took too many steps"

    def _error(self, error):
        cause = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
        name = type(cause).__name__
        if self.slow or "interrupted" in str(cause):
            message = "statement stopped: it took too long"
        else:
            message = str(cause)[:2000]
        return {
            "err": name if name in CLASSES or name in ("OverflowError", "ValueError") else "DatabaseError",
            "msg": message,
            "sqlite_errorcode": getattr(cause, "sqlite_errorcode", None),
            "sqlite_errorname": getattr(cause, "sqlite_errorname", None),
        }

    def _run(self, frame):
        self.count += 1
        if self.count > policy.STATEMENTS:
            raise Spent(f"more than {policy.STATEMENTS} statements in one run")
        for number in list(frame.get("dead") or ())[: policy.CURSORS]:
            self._drop(number)
        if self.stack and frame.get("c") != self.owner:
            raise sqlite3.OperationalError("database is locked")
        kind = frame["db"]
        if kind == "x":
            return self._execute(frame, many=False)
        if kind == "m":
            return self._execute(frame, many=True)
        if kind == "f":
            return self._fetch(frame["cur"])
        if kind == "t":
            return self._transaction(frame)
        raise ValueError("unknown request")

    def _execute(self, frame, many):
        cursor = self.raw.cursor(factory=SubjectCursor)
        wrapped = self.connection._prepare_cursor(cursor)
        params = values.decode(frame.get("p"))
        self.serving = True
        if many:
            wrapped.executemany(str(frame["q"]), params)
        else:
            wrapped.execute(str(frame["q"]), params)
        rows, more = self._rows(cursor)
        self.serving = False
        if self.watcher:
            self.watcher.statement(str(frame["q"]), bool(self.stack))
        reply = {"rows": rows, "n": cursor.rowcount, "id": cursor.lastrowid, "desc": None}
        if cursor.description:
            tail = SubjectCursor.tail.strip()
            reply["desc"] = [str(column[0]).replace(tail, "").rstrip() for column in cursor.description]
        if more:
            if len(self.cursors) >= policy.CURSORS:
                raise sqlite3.OperationalError("too many results are open at once")
            number, self.next_cursor = self.next_cursor, self.next_cursor + 1
            self.cursors[number] = cursor
            reply["cur"] = number
        return reply

    def _rows(self, cursor):
        """The next rows, and whether there may be more."""
        rows, size = [], 0
        if cursor.description is None:
            return rows, False
        for row in cursor:
            self.delivered += 1
            rows.append(values.encode(list(row)))
            size += size_of(row)
            if len(rows) >= policy.ROWS_AT_ONCE or size > policy.BYTES_AT_ONCE:
                return rows, True
        return rows, False

    def _fetch(self, number):
        cursor = self.cursors.get(number)
        if cursor is None:
            raise sqlite3.ProgrammingError("the result is closed")
        self.serving = True
        rows, more = self._rows(cursor)
        if not more:
            self._drop(number)
        return {"rows": rows, "cur": number if more else None}

    def _drop(self, number):
        cursor = self.cursors.pop(number, None)
        if cursor is not None:
            with contextlib.suppress(sqlite3.Error):
                cursor.close()

    # -- transactions are frames, not statements -------------------------------------------------------------------

    def _transaction(self, frame):
        action, name = frame["do"], str(frame.get("sid"))[:80]
        log = bool(frame.get("log", True))
        if action in ("begin", "savepoint"):
            if len(self.stack) >= policy.SAVEPOINTS:
                raise sqlite3.OperationalError("too many savepoints")
            own = f"j{len(self.stack)}_{self.count}"
            self._control(f'SAVEPOINT "{own}"', log)
            self.stack.append(("" if action == "begin" else name, own))
            self.owner = frame.get("c")
        elif action in ("commit", "rollback"):
            if self.stack:
                own = self.stack[0][1]
                if action == "rollback":
                    self._control(f'ROLLBACK TO SAVEPOINT "{own}"', log)
                self._control(f'RELEASE SAVEPOINT "{own}"', log)
                self.stack, self.owner = [], None
                if self.watcher:
                    self.watcher.block_ended()
        elif action in ("release", "rollback_to"):
            position = next(i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i][0] == name)
            own = self.stack[position][1]
            self._control(("RELEASE SAVEPOINT " if action == "release" else "ROLLBACK TO SAVEPOINT ") + f'"{own}"', log)
            del self.stack[position + (1 if action == "rollback_to" else 0) :]
        else:
            raise ValueError("unknown transaction request")
        return {"rows": [], "n": -1, "id": None}

    def _control(self, sql, log):
        """Logged like Django logs a savepoint, so that counts equal those of an in-process test."""
        if log:
            with self.connection.cursor() as cursor:
                cursor.execute(sql)
        else:
            self.raw.execute(sql)
