"""The cursor that the learner's statements run on, and how much its rows weigh."""

from django.db.backends.sqlite3.base import SQLiteCursorWrapper


class SubjectCursor(SQLiteCursorWrapper):
    """Marks a statement's text, below Django's log, so that it never meets a statement of the judge in the cache of
    prepared statements: those were prepared without asking the authorizer."""

    tail = "\n/*s0*/"  # a column definition of ALTER TABLE goes on to the end of the text, so no line comment

    def execute(self, query, params=None):
        return super().execute(query + self.tail, params)

    def executemany(self, query, params):
        return super().executemany(query + self.tail, params)


def size_of(row):
    return sum(len(item) if isinstance(item, (str, bytes)) else 16 for item in row)
