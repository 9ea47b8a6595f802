"""Hidden checks of statements: the learner hands in SQL files, and no code of theirs runs."""

from judge import policy
from judge.errors import SubjectError
from judge.statements import apart

from .case import CheckCase

__all__ = ["SqlCase", "SubjectError"]


class SqlCase(CheckCase):
    """The tables of `schema.sql` are there and empty; what a check inserts, and what a statement changes, is rolled
    back after it."""

    learner = None
    reference = None
    files = {}
    connection = None

    def answer(self, name, /, **parameters):
        """The learner's statement below `-- name: …`, with `:parameters` bound by SQLite. It may only read. An error of
        it ends the check as the learner's; one that does not end is a `SubjectError` that `is_a("StatementStopped")`."""
        return self.learner.run(name, parameters, policy.authorize_reading)

    def change(self, name, /, **parameters):
        """Like `answer`, for a statement that inserts, updates or deletes; `changed` says how many rows."""
        return self.learner.run(name, parameters, policy.authorize_changing)

    def expected(self, name, /, **parameters):
        """The reference's answer on the same rows."""
        return self.reference.run(name, parameters, policy.authorize_reading)

    def insert(self, table, rows):
        """Rows as dicts, all with the same keys."""
        rows = list(rows)
        if rows:
            names = list(rows[0])
            columns = ", ".join(f'"{name}"' for name in names)
            places = ", ".join("?" for _ in names)
            values = [tuple(row[name] for name in names) for row in rows]
            self.connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', values)

    def rows(self, sql, *parameters):
        """Rows as the judge reads them itself, for example after `change`."""
        return self.connection.execute(sql, parameters).fetchall()

    def load(self, path):
        """A file of the starter, such as the sample rows a learner was given."""
        for statement in apart(self.files[path]):
            self.connection.execute(statement)
