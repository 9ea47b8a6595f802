"""The judge's database service without a sandbox: frames in, replies out."""

import unittest

from . import support

support.django()

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from judge import policy
from judge.database import Service, Spent
from judge.errors import CheckFailed, LimitReached, SubjectAnswer, SubjectError, SubjectGone
from judge.reading import Reading
from judge.run import Report, run


class DatabaseService(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(connection)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE thing (id integer PRIMARY KEY, name text UNIQUE)")
            cursor.execute("INSERT INTO thing VALUES (1, 'one')")

    def setUp(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.service.lost = None
        self.service.start_checks()
        self.service.begin()

    def tearDown(self):
        self.service.end()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def run_sql(self, sql, params=None, **fields):
        return self.service.handle({"db": "x", "c": 1, "dead": [], "q": sql, "p": params, **fields})

    def transaction(self, action, **fields):
        return self.service.handle({"db": "t", "c": 1, "dead": [], "do": action, **fields})

    def test_rows_names_and_parameters(self):
        reply = self.run_sql("SELECT id, name AS label FROM thing WHERE name = %s", ["one"])
        self.assertEqual((reply["rows"], reply["desc"]), ([[1, "one"]], ["id", "label"]))

    def test_statements_are_seen_by_the_judge(self):
        with CaptureQueriesContext(connection) as captured:
            self.run_sql("SELECT name FROM thing")
            self.transaction("begin", log=True)
            self.transaction("commit", log=True)
        texts = [query["sql"].split()[0] for query in captured.captured_queries]
        self.assertEqual(texts, ["SELECT", "SAVEPOINT", "RELEASE"])

    def test_what_the_authorizer_refuses(self):
        for sql in (
            "ATTACH ':memory:' AS x", "PRAGMA writable_schema=1", "PRAGMA journal_mode=OFF", "COMMIT", "BEGIN",
            "CREATE TEMP TABLE x (a)", "CREATE TRIGGER t AFTER INSERT ON thing BEGIN SELECT 1; END", "VACUUM",
            "SELECT load_extension('x')", "SELECT printf('%9999999d', 1)", "UPDATE sqlite_master SET sql=''",
            "SELECT zeroblob(10)", "SAVEPOINT x", "SELECT 1; SELECT 2",
        ):  # fmt: skip
            with self.subTest(sql=sql):
                self.assertIn("err", self.run_sql(sql))
        self.assertIsNone(self.service.lost)

    def test_formats_are_filled_as_by_sqlite_and_tables_get_columns(self):
        sql = "SELECT printf('%08d|%5.2f|%-4s|%s|%x%%', %s, 2.5, 'ab', NULL, 255), format('%d', '7')".replace("%", "%%")
        reply = self.run_sql(sql.replace("%%s, 2.5", "%s, 2.5"), [42])
        self.assertEqual(reply["rows"], [["00000042| 2.50|ab  ||ff%", "7"]])
        self.assertNotIn("err", self.run_sql("ALTER TABLE thing ADD COLUMN other integer NULL REFERENCES thing (id)"))
        self.assertEqual(self.run_sql("SELECT other FROM thing")["rows"], [[None]])

    def test_a_cached_statement_of_the_judge_opens_no_door(self):
        raw = connection.connection
        raw.execute("SAVEPOINT known")
        raw.execute("RELEASE known")
        self.assertIn("err", self.run_sql("SAVEPOINT known"))

    def test_what_ends_the_transaction_ends_the_run(self):
        reply = self.run_sql("INSERT OR ROLLBACK INTO thing VALUES (1, 'again')")
        self.assertIn("err", reply)
        self.assertIn("ended the transaction", self.service.lost)
        self.assertIn("closed", self.run_sql("SELECT 1")["msg"])
        with self.assertRaises(Spent):
            self.service.begin()

    def test_a_statement_that_never_ends_is_stopped(self):
        reply = self.run_sql("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t) SELECT count(*) FROM t")
        self.assertIn("too long", reply["msg"])
        self.assertEqual(self.run_sql("SELECT 1")["rows"], [[1]])

    def test_patterns_that_never_end_are_stopped(self):
        reply = self.run_sql("SELECT %s REGEXP %s", ["a" * 40 + "!", "(a+)+$"])
        self.assertIn("err", reply)

    def test_too_many_statements_end_the_run(self):
        self.service.count = policy.STATEMENTS
        self.assertIn("err", self.run_sql("SELECT 1"))
        self.assertIn("more than", self.service.lost)

    def test_large_results_come_in_parts_and_close(self):
        sql = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t LIMIT 450) SELECT n FROM t"
        first = self.run_sql(sql)
        self.assertEqual(len(first["rows"]), policy.ROWS_AT_ONCE)
        rest = self.service.handle({"db": "f", "c": 1, "cur": first["cur"]})
        last = self.service.handle({"db": "f", "c": 1, "cur": rest["cur"]})
        self.assertEqual(last["rows"][-1], [450])
        self.assertIsNone(last["cur"])
        for _ in range(policy.CURSORS):
            self.run_sql(sql)
        self.assertIn("too many results", self.run_sql(sql)["msg"])

    def test_open_blocks_are_rolled_back_at_the_end(self):
        self.transaction("begin", log=False)
        self.run_sql("INSERT INTO thing VALUES (2, 'two')")
        self.transaction("savepoint", sid="s1")
        self.service.end()
        self.service.begin()
        self.assertEqual(self.run_sql("SELECT count(*) FROM thing")["rows"], [[1]])

    def test_another_connection_waits_its_turn(self):
        self.transaction("begin", log=False)
        reply = self.service.handle({"db": "x", "c": 2, "q": "SELECT 1"})
        self.assertEqual(reply["msg"], "database is locked")

    def test_errors_keep_their_class(self):
        reply = self.run_sql("INSERT INTO thing VALUES (1, 'x')")
        self.assertEqual((reply["err"], reply["sqlite_errorname"]), ("IntegrityError", "SQLITE_CONSTRAINT_PRIMARYKEY"))

    def test_odd_frames_are_answered(self):
        odd = [{"db": "x"}, {"db": None}, {"db": "f", "cur": [1]}, {"db": "t", "do": 7}, {"db": "m", "q": 1, "p": 3}]
        for frame in odd:
            with self.subTest(frame=frame):
                self.assertIn("err", self.service.handle(frame))


class ReadingOfAnswers(unittest.TestCase):
    def test_what_breaks_is_the_learners_answer(self):
        reading = Reading()
        with self.assertRaises(SubjectAnswer), reading.clock():
            int("1" * 5_000)
        with self.assertRaises(CheckFailed), reading.clock():
            raise CheckFailed({})

    def test_time_is_counted_over_all_answers(self):
        reading = Reading()
        reading.left = 0.1
        with self.assertRaises(LimitReached), reading.clock():
            for _ in range(10**9):
                pass
        with self.assertRaises(LimitReached), reading.clock():
            pass


class Blame(unittest.TestCase):
    def setUp(self):
        class Records:
            def say(self, *args, **kwargs):
                pass

        class Quiet:
            writes = 0

            def is_foreign(self):
                return bool(self.writes)

        self.service = Quiet()
        self.report = Report(Records(), self.service)

    def status(self, error):
        import contextlib
        import io

        with contextlib.redirect_stderr(io.StringIO()):
            return self.report.classify(error)["status"]

    def test_each_kind_of_ending(self):
        from django.db import IntegrityError

        self.assertEqual(self.status(CheckFailed({})), "failed")
        self.assertEqual(self.status(AssertionError("x")), "failed")
        self.assertEqual(self.status(SubjectError({"type": "KeyError"})), "error")
        self.assertEqual(self.status(LimitReached("database", "x")), "limit")
        self.assertEqual(self.status(SubjectGone()), "gone")
        self.assertEqual(self.status(KeyError("x")), "broken")
        self.assertEqual(self.status(IntegrityError("x")), "broken")
        self.service.writes = 1
        self.assertEqual(self.status(IntegrityError("x")), "error")



class Told:
    def __init__(self):
        self.checks = []

    def say(self, what, **fields):
        if what == "check":
            self.checks.append((fields["id"], fields["status"]))


class Needs(unittest.TestCase):
    """A check that builds on another is asked only when that one has passed."""

    ORDER = [
        {"id": "first", "needs": []},
        {"id": "second", "needs": ["first"]},
        {"id": "third", "needs": ["second"]},
        {"id": "alone", "needs": []},
    ]

    def told(self, **checks):
        told, asked = Told(), []

        def check(name, body):
            def test(self):
                asked.append(name)
                if body:
                    raise body

            return test

        methods = {f"test_{name}": check(name, checks.get(name)) for name in ("first", "second", "third", "alone")}
        kind = type("Checks", (unittest.TestCase,), methods | checks.get("more", {}))
        run(kind, self.ORDER, told, Service(connection))
        return [status for _, status in told.checks], asked

    def test_all_are_asked_in_their_order(self):
        self.assertEqual(self.told(), (["passed"] * 4, ["first", "second", "third", "alone"]))

    def test_what_builds_on_a_failed_check_is_not_asked(self):
        told = self.told(first=CheckFailed({}), second=RuntimeError("would break the run"))
        self.assertEqual(told, (["failed", "blocked", "blocked", "passed"], ["first", "alone"]))
        self.assertEqual(self.told(second=CheckFailed({}))[0], ["passed", "failed", "blocked", "passed"])

    def test_a_set_up_that_fails_is_told_in_order(self):
        def fails(cls):
            raise SubjectError({"type": "ValueError", "message": "", "frames": []})

        told = self.told(more={"setUpClass": classmethod(fails)})
        self.assertEqual(told, (["error", "blocked", "blocked", "error"], []))


if __name__ == "__main__":
    unittest.main()
