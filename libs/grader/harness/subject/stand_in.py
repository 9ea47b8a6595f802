"""Answers the statements of a rehearsal, where there is no judge yet: a database of this process, gone when it is over."""

import contextlib

from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper, SQLiteCursorWrapper

from engine import channel, values

from .backend.wire import wire

ENGINE = "subject.backend"
BLOCKS = {
    "begin": "BEGIN",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
    "savepoint": 'SAVEPOINT "{}"',
    "release": 'RELEASE "{}"',
    "rollback_to": 'ROLLBACK TO "{}"',
}


class StandIn:
    def __init__(self):
        self.database = DatabaseWrapper({**connections["default"].settings_dict, "NAME": ":memory:"}, "rehearsal")
        self.database.ensure_connection()

    def exchange(self, frame):
        return channel.loads(channel.dumps(self._reply(channel.loads(channel.dumps(frame)))))

    def _reply(self, frame):
        if frame["db"] == "t":
            self.database.connection.execute(BLOCKS[frame["do"]].format(frame.get("sid")))
            return {"rows": [], "n": -1, "id": None}
        cursor = self.database.connection.cursor(factory=SQLiteCursorWrapper)
        run = cursor.executemany if frame["db"] == "m" else cursor.execute
        run(frame["q"], values.decode(frame["p"]))
        names = cursor.description and [column[0] for column in cursor.description]
        rows = [values.encode(list(row)) for row in cursor] if names else []
        return {"rows": rows, "n": cursor.rowcount, "id": cursor.lastrowid, "desc": names}


@contextlib.contextmanager
def database():
    """Afterwards nothing remembers that there was a connection, or for which settings."""
    wire.exchange = StandIn().exchange
    try:
        yield
    finally:
        del wire.exchange
        forget()


def forget():
    connections["default"].close()
    del connections["default"]
    vars(connections).pop("settings", None)
    connections._settings = None
