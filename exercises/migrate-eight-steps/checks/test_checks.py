import random
import string

from grading.histories import HistoryCase

PERSON, CITY = "people_person", "people_city"
TOWNS = "Lisbon Porto Évora Faro Braga Coimbra Aveiro Sines".split()


def word():
    return "".join(random.choices(string.ascii_lowercase, k=random.randint(4, 9))).title()


def people():
    """Rows whose last comma, spaces and missing commas matter; ids in no order."""
    towns = random.sample(TOWNS, 4)
    addresses = [
        f"{word()} Lane {random.randint(1, 90)}, {towns[0]}",
        f"Flat {random.randint(1, 9)}, {word()} Street, {towns[0]}",
        f"{word()} Mill ,  {towns[1]} ",
        f"{word()} Road,{towns[2]}",
        f"{towns[3]} {word()}",
        "",
        *(f"{word()}, {random.choice(towns)}" for _ in range(random.randint(3, 9))),
    ]
    ids = random.sample(range(10, 900), len(addresses))
    rows = [{"id": key, "name": word(), "address": address} for key, address in zip(ids, addresses)]
    return sorted(rows, key=lambda row: row["id"])


def city_of(row):
    return row["address"].rpartition(",")[2].strip() if "," in row["address"] else ""


class Checks(HistoryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steps = cls.plan("plan.txt")
        cls.people = people()
        cls.begin(cls.people)
        cls.start = cls.history.state()
        cls.entries = cls.history.run(cls.steps)
        cls.end = cls.entries[-1].state if cls.entries else cls.start
        cls.cities = {}
        if CITY in cls.end.tables and "city_id" in cls.end.columns(PERSON):
            cls.cities = dict(
                cls.history.rows(
                    f"SELECT person.id, city.name FROM {PERSON} AS person LEFT JOIN {CITY} AS city ON city.id = person.city_id"
                )
            )

    @classmethod
    def begin(cls, rows):
        cls.history.fresh()
        cls.history.use()
        cls.history.migrate("people")
        cls.history.insert(PERSON, rows)

    def part(self, stage):
        """The entries of the plan from `use <stage>` to the next `use`."""
        found, inside = [], False
        for entry in self.entries:
            if entry.step.verb == "use":
                inside = entry.step.arguments[0] == stage
            if inside:
                found.append(entry)
        return found

    def forward(self, stage):
        """The state after the last migration of a stage was applied, or nothing."""
        return next((entry.state for entry in self.part(stage) if ("people", "0003_fill_city") in entry.state.applied), None)

    def test_plan_has_no_fake(self):
        for step in self.steps:
            self.require("--fake" not in step.options, line=step.line)

    def test_stage_1_forward(self):
        entries = self.part("stage_1")
        self.require(len(entries) > 1, what="The plan does not use stage 1 and then migrate.")
        state = self.forward("stage_1")
        for entry in entries:
            if entry.error and state is None:
                raise entry.error
        self.require(state is not None, what="The plan never has both migrations of stage 1 applied.")
        kind, required = state.columns(PERSON).get("city", ("", False))
        self.require(
            kind.startswith(("varchar", "text")) and required,
            what=f"With stage 1 applied, the column `city` is {kind or 'missing'}{'' if required else ', and may be null'}.",
        )

    def test_data_after_stage_1(self):
        state = self.forward("stage_1")
        count = len(self.people)
        self.require(state is not None and "city" in state.columns(PERSON), wrong=count, rows=count)
        place = sorted(state.columns(PERSON)).index("city")
        key = sorted(state.columns(PERSON)).index("id")
        found = {row[key]: row[place] for row in state.rows[PERSON]}
        wrong = sum(found.get(row["id"]) != city_of(row) for row in self.people)
        self.require(wrong == 0, wrong=wrong, rows=len(self.people))

    def before_stage_2(self):
        for place, entry in enumerate(self.entries):
            if entry.step.words[:2] == ["use", "stage_2"]:
                return self.entries[place - 1].state if place else self.start
        return None

    def test_back_before_replacing(self):
        for entry in self.part("stage_1"):
            if entry.error:
                raise entry.error
        state = self.before_stage_2()
        self.require(state is not None, applied="the migrations")
        count = len(state.applied) - 1
        self.require(count == 0, applied=f"{count} migrations")

    def test_state_is_as_at_start(self):
        state = self.before_stage_2()
        self.require(state is not None, what="not everything is")
        self.require(state.tables == self.start.tables, what="the tables do not have the same columns")
        self.require(state.rows == self.start.rows, what="the rows are not the same")

    def test_replaced_not_added(self):
        self.history.fresh()
        self.history.use("stage_2")
        self.history.migrate("people", "0002_city")
        state = self.history.state()
        self.require("city" not in state.columns(PERSON), what="there is still a text column `city`")
        self.require(CITY in state.tables, what="there is no table of cities")
        self.require("city_id" in state.columns(PERSON), what="people have no foreign key `city`")

    def test_stage_2_forward(self):
        for entry in self.entries:
            if entry.error:
                raise entry.error
        state = self.end
        self.require(self.part("stage_2") and CITY in state.tables, what="there is no table of cities")
        self.require("city" not in state.columns(PERSON), what="people still have a text column `city`")
        self.require(
            state.columns(PERSON).get("city_id", ("", True))[1] is False,
            what="people have no foreign key `city` that may be null",
        )
        self.require(self.forward("stage_2") is not None, what="`0003_fill_city` of stage 2 is not applied")
        self.begin(self.people)
        self.history.use("stage_2")
        self.history.migrate("people")
        indexes = self.history.rows(f'PRAGMA index_list("{CITY}")')
        self.require(any(index[2] for index in indexes), what="the `name` of a city is not unique")

    def test_data_after_stage_2(self):
        wrong = sum((self.cities.get(row["id"]) or "") != city_of(row) for row in self.people)
        self.require(wrong == 0, wrong=wrong, rows=len(self.people))
        state = self.end
        self.require(len(state.rows[PERSON]) == len(self.people), wrong=0, rows=len(state.rows[PERSON]))

    def test_history_matches_files(self):
        applied = [name for _, name in self.end.applied]
        self.require(
            applied == ["0001_initial", "0002_city", "0003_fill_city"],
            what=f"{len(applied)} migrations are noted as applied, with other names than the files have.",
        )
        self.begin(self.people)
        self.history.use("stage_2")
        self.history.migrate("people")
        self.require(not self.history.missing(), what="The model of stage 2 says something that no migration does.")
        read = self.history.columns_read("people.Person")
        columns = set(self.history.state().columns(PERSON))
        self.require(read == columns, what="The model of stage 2 reads other columns than its table has.")

    def test_fresh_database_same_result(self):
        wanted = self.end.tables
        for rows, where in ((self.people, "With rows"), ([], "In an empty database")):
            for stage in ("stage_1", "stage_2"):
                self.begin(rows)
                self.history.use(stage)
                differs = self.history.round_trip("people", "0001_initial")
                self.require(
                    differs is None,
                    where=where,
                    what=f"{stage.replace('_', ' ')} does not lead to the same tables and rows when it goes {differs}",
                )
            self.require(
                self.history.state().tables == wanted, where=where, what="stage 2 ends with other tables than the plan"
            )
