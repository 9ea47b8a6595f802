"""Connection and cursor that send statements to the judge and read rows back."""

import itertools
import sqlite3
import threading

from engine import values

ERRORS = {
    name: getattr(sqlite3, name)
    for name in (
        "Error DatabaseError DataError IntegrityError InterfaceError InternalError NotSupportedError "
        "OperationalError ProgrammingError Warning"
    ).split()
} | {"OverflowError": OverflowError, "ValueError": ValueError}
_numbers = itertools.count(1)


class Wire:
    """The one road to the judge, shared by all threads. `exchange` is set when the agent starts."""

    def __init__(self):
        self.lock = threading.RLock()
        self.channel = None
        self.open = False

    def exchange(self, frame):
        with self.lock:
            if not self.open:
                raise sqlite3.OperationalError("database used outside a request")
            self.channel.send(frame)
            reply = self.channel.receive()
        if "err" in reply:
            error = ERRORS.get(reply["err"], sqlite3.DatabaseError)(reply["msg"])
            for name in ("sqlite_errorcode", "sqlite_errorname"):
                if reply.get(name) is not None:
                    setattr(error, name, reply[name])
            raise error
        return reply


wire = Wire()


def plain(value):
    """One of the five classes that SQLite stores."""
    if value is None or isinstance(value, (int, float, bytes)):
        return bool(value) if isinstance(value, bool) else value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    try:
        adapted = sqlite3.adapt(value)
    except sqlite3.ProgrammingError:
        adapted = value
    if adapted is None or isinstance(adapted, (int, float, str, bytes)):
        return adapted
    raise sqlite3.InterfaceError(f"type {type(value).__name__!r} is not supported")


def plain_all(params):
    if params is None:
        return None
    if hasattr(params, "keys"):
        return {str(key): values.encode(plain(params[key])) for key in params.keys()}
    return [values.encode(plain(value)) for value in params]


class Connection:
    """Stands where sqlite3.Connection stands in Django's own backend."""

    def __init__(self):
        self.number = next(_numbers)
        self.dead = []
        self.in_transaction = False
        self.manual = False
        self.isolation_level = None
        self.row_factory = None

    def ask(self, kind, **fields):
        dead, self.dead = self.dead, []
        return wire.exchange({"db": kind, "c": self.number, "dead": dead, **fields})

    def change(self, action, **fields):
        self.ask("t", do=action, **fields)

    def begin(self, log=True):
        self.change("begin", log=log)
        self.in_transaction = True

    def commit(self, log=True):
        if self.in_transaction:
            self.change("commit", log=log)
            self.in_transaction = False

    def rollback(self, log=True):
        if self.in_transaction:
            self.change("rollback", log=log)
            self.in_transaction = False

    def cursor(self, factory=None):
        return Cursor(self)

    def execute(self, query, params=None):
        return self.cursor().execute(query, params)

    def close(self):
        pass

    def getlimit(self, category):
        """What the library of this interpreter allows; the judge's is the same one."""
        scratch = sqlite3.connect(":memory:")
        try:
            return scratch.getlimit(category)
        finally:
            scratch.close()

    def _refuse(self, *_, **__):
        raise sqlite3.NotSupportedError("not available while an exercise is graded")

    create_function = create_aggregate = create_collation = backup = iterdump = load_extension = setlimit = _refuse


class Cursor:
    arraysize = 1

    def __init__(self, connection):
        self.connection = connection
        self._forget()

    def _forget(self):
        self.rows, self.position, self.more = [], 0, None
        self.description, self.rowcount, self.lastrowid = None, -1, None

    def execute(self, query, params=None):
        return self._run("x", q=str(query), p=plain_all(params))

    def executemany(self, query, params):
        return self._run("m", q=str(query), p=[plain_all(row) for row in params])

    def _run(self, kind, **fields):
        self.close()
        if self.connection.manual and not self.connection.in_transaction:
            self.connection.begin()
        reply = self.connection.ask(kind, **fields)
        self.rows, self.more = values.decode(reply["rows"]), reply.get("cur")
        names = reply.get("desc")
        self.description = names and [(name, None, None, None, None, None, None) for name in names]
        self.rowcount, self.lastrowid = reply["n"], reply["id"]
        return self

    def _fill(self):
        if self.position >= len(self.rows) and self.more is not None:
            reply = self.connection.ask("f", cur=self.more)
            self.rows, self.position = values.decode(reply["rows"]), 0
            self.more = reply.get("cur")

    def fetchone(self):
        self._fill()
        if self.position >= len(self.rows):
            return None
        self.position += 1
        return tuple(self.rows[self.position - 1])

    def fetchmany(self, size=None):
        return list(itertools.islice(iter(self.fetchone, None), self.arraysize if size is None else size))

    def fetchall(self):
        return list(iter(self.fetchone, None))

    def __iter__(self):
        return iter(self.fetchone, None)

    def close(self):
        if self.more is not None:
            self.connection.dead.append(self.more)
        self._forget()

    def __del__(self):
        if getattr(self, "more", None) is not None:
            self.connection.dead.append(self.more)
