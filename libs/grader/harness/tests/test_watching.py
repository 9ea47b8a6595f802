"""A rival between two statements, locks that SQLite does not have, and counting what is read."""

import unittest

from . import support

support.django()

from django.db import connection, transaction

from judge.database import Service
from judge.watching import LOCK, race, reads, rows


class Watching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(connection)

    def setUp(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.service.lost = None
        self.service.start_checks()
        self.service.raw.execute('CREATE TABLE ticket (id integer, "left" integer)')
        self.service.raw.execute("INSERT INTO ticket VALUES (1, 1)")

    def tearDown(self):
        self.service.end()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def run_sql(self, sql):
        return self.service.handle({"db": "x", "c": 1, "q": sql})

    def test_counts_the_rows_that_are_brought(self):
        self.service.raw.execute("INSERT INTO ticket VALUES (2, 1), (3, 1)")
        for sql, brought in (
            ("SELECT t.id FROM ticket AS t -- LIMIT 1", 3),
            ("SELECT count(*) FROM ticket", 1),
            ("SELECT 1 FROM ticket WHERE id = 9", 0),
        ):
            self.assertEqual(rows(self.service, lambda sql=sql: self.run_sql(sql)), brought)

    def transaction(self, action):
        return self.service.handle({"db": "t", "c": 1, "do": action})

    def sell(self):
        with connection.cursor() as cursor:
            cursor.execute('UPDATE ticket SET "left" = "left" - 1 WHERE "left" > 0')

    def left(self):
        return self.service.raw.execute('SELECT "left" FROM ticket').fetchone()[0]

    def test_reading_first_and_writing_then_sells_twice(self):
        with race(self.service, "ticket", self.sell) as rival:
            seen = self.run_sql('SELECT "left" FROM "ticket"')["rows"][0][0]
            self.assertEqual(self.left(), 0)
            self.run_sql(f'UPDATE "ticket" SET "left" = {seen - 1}')
        self.assertEqual((rival.ran, rival.locked, seen), (True, False, 1))

    def test_the_rival_waits_for_a_lock_inside_a_block_only(self):
        with race(self.service, "ticket", self.sell) as rival:
            self.transaction("begin")
            self.run_sql(f'SELECT "left" FROM "ticket" {LOCK}')
            self.assertEqual((self.left(), rival.ran), (1, False))
            self.run_sql('UPDATE "ticket" SET "left" = "left" - 1')
            self.transaction("commit")
        self.assertEqual((rival.ran, rival.locked, self.left()), (True, True, 0))
        with race(self.service, "ticket", self.sell) as rival:
            self.run_sql(f'SELECT "left" FROM "ticket" {LOCK}')
        self.assertEqual((rival.ran, rival.locked), (True, False))

    def test_other_tables_wake_nobody_and_faults_are_the_checks(self):
        with race(self.service, "ticket", self.sell) as rival:
            self.run_sql('SELECT 1 AS "tickets"')
        self.assertFalse(rival.ran)
        with self.assertRaises(ZeroDivisionError), race(self.service, "ticket", lambda: 1 / 0):
            self.assertNotIn("err", self.run_sql('SELECT * FROM "ticket"'))
        self.assertIsNone(self.service.watcher)

    def test_reads_are_counted_by_table(self):
        def act():
            for _ in range(3):
                self.run_sql('SELECT * FROM "ticket"')
            self.run_sql('UPDATE "ticket" SET "left" = 4')

        self.assertEqual(reads(act, "ticket", "other"), {"ticket": 3, "other": 0})


if __name__ == "__main__":
    unittest.main()
