"""Statements that are handed in: reading the file, running them within their limits, blaming the right one."""

import unittest

from . import support

support.django()

from django.db import connection, transaction

from judge import policy
from judge.database import Service
from judge.errors import LimitReached, SubjectError
from judge.statements import Statements, apart, read

FILE = """-- Answers.
-- name: all
SELECT id, name FROM shelf ORDER BY id;

  -- name: named
SELECT id AS "Id" FROM shelf WHERE name LIKE '%' || :part || '%' -- with a comment
-- name: empty

-- name: two
SELECT 1; SELECT 2
-- name: endless
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t
-- name: flood
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t
-- name: growing
WITH RECURSIVE t (n) AS (SELECT 'x' UNION ALL SELECT n || n FROM t) SELECT length(n) FROM t
-- name: remove
DELETE FROM shelf WHERE name = :name
-- name: insert_all
INSERT INTO shelf SELECT id + 100, name FROM shelf RETURNING id
-- name: rollback
INSERT OR ROLLBACK INTO shelf VALUES (1, 'again')
-- name: schema
CREATE TABLE other (id)
-- name: attach
ATTACH ':memory:' AS other
-- name: settings
SELECT * FROM pragma_writable_schema
-- name: commit
COMMIT
"""


class HandedInStatements(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(connection)
        for statement in apart("CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT);\n-- a word\nSELECT 1;"):
            cls.service.raw.execute(statement)

    @classmethod
    def tearDownClass(cls):
        cls.service.raw.execute("DROP TABLE shelf")

    def setUp(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.service.lost = None
        self.service.start_checks()
        self.service.raw.executemany("INSERT INTO shelf VALUES (?, ?)", [(1, "50 % off"), (2, "new")])
        self.board = [0]
        self.statements = Statements({"answers.sql": FILE}, self.service, self.board)

    def tearDown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def run_it(self, name, may=policy.authorize_reading, /, **parameters):
        return self.statements.run(name, parameters, may)

    def error_of(self, name, may=policy.authorize_reading, /, **parameters):
        with self.assertRaises(SubjectError) as caught:
            self.run_it(name, may, **parameters)
        return caught.exception

    def shelf(self):
        return self.service.raw.execute("SELECT id, name FROM shelf ORDER BY id").fetchall()

    def test_statements_are_found_by_their_headings(self):
        found = read("a.sql", FILE)
        self.assertEqual(found["named"].line, 5)
        self.assertEqual(list(found)[:3], ["all", "named", "empty"])
        self.assertEqual(read("a.sql", "SELECT 1"), {})

    def test_rows_columns_and_bound_parameters(self):
        answer = self.run_it("all")
        self.assertEqual(answer.columns("name", "ID"), [("50 % off", 1), ("new", 2)])
        self.assertEqual(self.run_it("named", part="% o").column("id"), [1])
        self.assertEqual(self.error_of("named", other=1).error_class, "ProgrammingError")

    def test_a_missing_column_is_named(self):
        with self.assertRaises(SubjectError) as caught:
            self.run_it("all").columns("price")
        self.assertIn("one column `price`; it returns id, name", caught.exception.message)
        self.assertEqual(caught.exception.report["frames"], [{"path": "answers.sql", "line": 2}])

    def test_what_is_missing_or_more_than_one_statement(self):
        for name in ("empty", "nowhere"):
            self.assertEqual(self.error_of(name).error_class, "StatementMissing")
        self.assertIn("one statement at a time", self.error_of("two").message)

    def test_what_never_ends_or_grows_without_end_is_stopped(self):
        for name in ("endless", "flood", "growing"):
            with self.subTest(name=name):
                self.assertTrue(self.error_of(name).is_a("StatementStopped"))
                self.assertEqual(len(self.shelf()), 2)  # the judge's own statements still run
        self.assertEqual(self.board[0], 0)

    def test_reading_changes_nothing(self):
        for name in ("remove", "insert_all", "schema", "attach", "settings", "commit"):
            with self.subTest(name=name):
                self.error_of(name, name="new")
        self.assertEqual(len(self.shelf()), 2)

    def test_changing_changes_rows_only(self):
        self.assertEqual(self.run_it("remove", policy.authorize_changing, name="new").changed, 1)
        self.assertEqual(self.run_it("insert_all", policy.authorize_changing).column("id"), [101])
        for name in ("schema", "attach", "settings", "commit"):
            with self.subTest(name=name):
                self.error_of(name, policy.authorize_changing)

    def test_a_statement_that_may_change_once_may_not_do_so_when_reading(self):
        self.run_it("remove", policy.authorize_changing, name="nobody")
        self.error_of("remove", name="new")
        self.assertEqual(len(self.shelf()), 2)

    def test_what_ends_the_transaction_ends_the_run(self):
        with self.assertRaises(LimitReached):
            self.run_it("rollback", policy.authorize_changing)


if __name__ == "__main__":
    unittest.main()
