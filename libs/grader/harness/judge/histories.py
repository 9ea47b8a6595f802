"""The judge's database on its way through a learner's migrations: each state is looked at here, not told by the learner."""

import sqlite3

from .api import Subject
from .errors import SubjectError, SubjectSetUp
from .line import Line

PLAN_STEPS = 40
OWN = ("django_migrations", "sqlite_")


class Step:
    """One line of a plan: `use stage_1` or `migrate people 0001`."""

    def __init__(self, path, line, words):
        self.path = path
        self.line = line
        self.words = words
        self.verb = words[0]
        self.arguments = [word for word in words[1:] if not word.startswith("--")]
        self.options = [word for word in words[1:] if word.startswith("--")]

    def error(self, message):
        frames = [{"path": self.path, "line": self.line}]
        return SubjectError({"type": "PlanError", "message": message, "frames": frames, "mro": ["PlanError"]})


def read_plan(path, text):
    """The steps of a plan; a line that is none is the learner's error."""
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        step = Step(path, number, words)
        right = (step.verb == "use" and len(step.arguments) == 1 and not step.options) or (
            step.verb == "migrate" and 1 <= len(step.arguments) <= 2 and set(step.options) <= {"--fake"}
        )
        if not right:
            raise step.error("A line is `use <folder>`, or `migrate <app>` with the name of a migration or `zero`.")
        steps.append(step)
        if len(steps) > PLAN_STEPS:
            raise step.error(f"A plan has at most {PLAN_STEPS} steps.")
    return steps


class State:
    """Tables with their columns, all rows, and the migrations that are noted as applied."""

    def __init__(self, tables, rows, applied):
        self.tables = tables
        self.rows = rows
        self.applied = applied

    def __eq__(self, other):
        return (self.tables, self.rows, self.applied) == (other.tables, other.rows, other.applied)

    def columns(self, table):
        return self.tables.get(table, {})


class Entry:
    """What a step of a plan led to."""

    def __init__(self, step, stage, error, state):
        self.step = step
        self.stage = stage
        self.error = error
        self.state = state


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


class History:
    def __init__(self, desk, service):
        self.desk = desk
        self.service = service
        self.subject = Subject()
        self.stage = None
        self.proved = set()
        self._started = 0

    # -- the learner's files -----------------------------------------------------------------------------------------

    def use(self, stage=""):
        """A new process of the learner's project, with the files below the folder `stage` in the place of its own."""
        if self._started >= self.desk.processes:
            raise SubjectError({"type": "PlanError", "message": "The files are replaced too often.", "frames": []})
        channel = self.desk.next_subject() if self._started else self.desk.channel
        self._started += 1
        self.stage = None
        self.subject.line = Line(channel, self.service, self.desk.board)
        self.subject.line.meet()
        try:
            self.subject.line.ask("load", stage=stage)
        except SubjectSetUp as error:
            raise SubjectError(error.report) from None
        self.stage = stage

    def migrate(self, app, target=None, fake=False):
        """`manage.py migrate`, by the project in use; raises what it raises."""
        options = {"fake": True} if fake else {}
        told = self.subject.command("migrate", *[app, target][: 2 if target else 1], verbosity=0, **options)
        if told.error:
            raise told.error

    def missing(self):
        """Whether `makemigrations` finds changes that no migration makes. That is the learner's word: look at
        `columns_read` as well."""
        told = self.subject.command("makemigrations", check=True, dry_run=True, verbosity=0)
        return told.error is not None

    def columns_read(self, label):
        """The columns of its table that a query for this model (`people.Person`) reads, as SQLite sees it."""
        self.service.reads = set()
        try:
            self.subject.line.ask("read_model", label=label)
            return {column for _, column in self.service.reads}
        finally:
            self.service.reads = None

    # -- the database ------------------------------------------------------------------------------------------------

    def fresh(self):
        """An empty database. No check's transaction is around it: SQLite's schema editor refuses to work in one."""
        self.service.renew()

    def insert(self, table, rows):
        """Rows for the state that the database is in, as dicts."""
        for row in rows:
            columns = ", ".join(map(quoted, row))
            places = ", ".join("?" for _ in row)
            self.rows(f"INSERT INTO {quoted(table)} ({columns}) VALUES ({places})", *row.values())

    def rows(self, sql, *parameters):
        """Tables, names and what lies in them are the learner's, and so is what breaks on them."""
        try:
            return self.service.raw.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            report = {"type": type(error).__name__, "message": str(error), "frames": []}
            raise SubjectError(report) from None

    def state(self):
        names = [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        tables, rows = {}, {}
        for name in names:
            if name.startswith(OWN):
                continue
            found = self.rows(f"PRAGMA table_info({quoted(name)})")
            tables[name] = {column: (kind.lower(), bool(required)) for _, column, kind, required, _, _ in found}
            order = ", ".join(str(place + 1) for place in range(len(found)))
            columns = ", ".join(map(quoted, sorted(tables[name])))
            rows[name] = self.rows(f"SELECT {columns} FROM {quoted(name)} ORDER BY {order}")
        applied = []
        if "django_migrations" in names:
            applied = self.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
        return State(tables, rows, applied)

    # -- whole ways --------------------------------------------------------------------------------------------------

    def run(self, steps):
        """One entry per step, up to the first that fails."""
        entries = []
        for step in steps:
            error = None
            try:
                if step.verb == "use":
                    self.use(step.arguments[0])
                else:
                    self.migrate(*step.arguments, fake="--fake" in step.options)
            except SubjectError as raised:
                error = raised
            entries.append(Entry(step, self.stage, error, self.state()))
            if error:
                break
        return entries

    def round_trip(self, app, start, end=None):
        """Forwards, backwards and forwards again from the state `start` that the database is in. Names what differs:
        `backwards`, `forwards`, or nothing."""
        before = self.state()
        self.migrate(app, end)
        there = self.state()
        self.migrate(app, start)
        if self.state() != before:
            return "backwards"
        self.migrate(app, end)
        if self.state() != there:
            return "forwards"
        self.proved.add("with rows" if any(before.rows.values()) else "empty")
        return None
