"""Plans and states of migrations, with a stand-in for the learner's project that makes its tables by statements."""

import unittest

from . import support

support.django()

from django.db import connection

from judge.database import Service
from judge.errors import SubjectError
from judge.histories import History, read_plan


class Told:
    def __init__(self, error=None):
        self.error = error


class Project:
    """Answers `migrate` by running the statements of the named migration, as a learner's project does by its own."""

    def __init__(self, service, ways):
        self.service = service
        self.ways = ways

    def command(self, name, app, target=None, **options):
        for sql in self.ways[target]:
            self.service.raw.execute(sql)
        return Told(SubjectError({"type": "IrreversibleError"}) if target == "stuck" else None)


START = ["CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL)"]
FORWARD = ["ALTER TABLE person ADD COLUMN city text", "UPDATE person SET city = 'Lisbon'"]


class Histories(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(connection)

    def history(self, backward):
        history = History(None, self.service)
        history.fresh()
        for sql in START:
            self.service.raw.execute(sql)
        history.subject = Project(self.service, {None: FORWARD, "0001": backward, "stuck": []})
        return history

    def test_a_plan_is_read_line_by_line(self):
        steps = read_plan("plan.txt", "# a word\nuse stage_1\n\nmigrate people 0001 --fake  # why\n")
        self.assertEqual([(step.line, step.verb, step.arguments) for step in steps], [
            (2, "use", ["stage_1"]), (4, "migrate", ["people", "0001"]),
        ])  # fmt: skip
        self.assertEqual(steps[1].options, ["--fake"])
        for line in ("use", "migrate", "migrate people --run-syncdb", "flush", "use a b", "migrate a b c"):
            with self.subTest(line=line), self.assertRaises(SubjectError) as caught:
                read_plan("plan.txt", f"\n{line}")
            self.assertEqual(caught.exception.report["frames"], [{"path": "plan.txt", "line": 2}])
        with self.assertRaises(SubjectError):
            read_plan("plan.txt", "use a\n" * 50)

    def test_a_round_trip_compares_tables_and_rows(self):
        history = self.history(["ALTER TABLE person DROP COLUMN city"])
        self.assertIsNone(history.round_trip("people", "0001"))
        self.assertEqual(history.proved, {"empty"})
        for backward, differs in (
            (["ALTER TABLE person DROP COLUMN city"], None),
            (["ALTER TABLE person DROP COLUMN city", "DELETE FROM person"], "backwards"),
            (["ALTER TABLE person RENAME COLUMN city TO town"], "backwards"),
        ):
            with self.subTest(backward=backward):
                history = self.history(backward)
                history.insert("person", [{"id": 4, "name": "Ann"}])
                self.assertEqual(history.round_trip("people", "0001"), differs)
                self.assertEqual("with rows" in history.proved, differs is None)

    def test_a_plan_stops_at_its_first_error(self):
        history = self.history([])
        entries = history.run(read_plan("plan.txt", "migrate people\nmigrate people stuck\nmigrate people"))
        self.assertEqual([bool(entry.error) for entry in entries], [False, True])
        self.assertEqual(entries[0].state.columns("person")["city"], ("text", False))

    def test_a_fresh_database_is_empty_and_guarded(self):
        history = self.history([])
        history.fresh()
        self.assertEqual(history.state().tables, {})
        reply = self.service.handle({"db": "x", "c": 1, "q": "ATTACH ':memory:' AS other"})
        self.assertIn("not authorized", reply["msg"])

    def test_the_columns_that_a_statement_reads_are_seen(self):
        self.history([])
        self.service.reads = set()
        self.service.handle({"db": "x", "c": 1, "q": "SELECT p.name FROM person AS p"})
        self.assertEqual(self.service.reads, {("person", "name")})
        self.service.reads = None


if __name__ == "__main__":
    unittest.main()
