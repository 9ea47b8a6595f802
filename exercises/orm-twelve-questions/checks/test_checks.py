import datetime
import random
import string

from cinema.models import Film, Screening, Ticket
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grading.case import CheckCase

DAY = datetime.date(2031, 5, 17)
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def word():
    return "".join(random.choices(string.ascii_lowercase, k=8)).title()


def items_of(value):
    """The items of anything; a value that is no collection is its own only item."""
    try:
        return list(value)
    except TypeError:
        return [value]


class Checks(CheckCase):
    def setUp(self):
        self.hall, self.other_hall = f"Hall {word()}", f"Hall {word()}"
        self.clock = datetime.datetime(2031, 1, 1, tzinfo=datetime.timezone.utc)

    # Rows

    def film(self, **fields):
        fields = {"year": 1990, "minutes": 100, "rating": 50} | fields
        return Film.objects.create(title=f"{word()} {word()}", **fields)

    def films(self, count, **fields):
        return [self.film(**fields) for _ in range(count)]

    def screening(self, film, hall=None, **fields):
        self.clock += datetime.timedelta(minutes=random.randint(100, 900))
        fields = {"starts": self.clock, "price": 900} | fields
        return Screening.objects.create(film=film, hall=hall or self.hall, **fields)

    def sell(self, screening, count):
        return [Ticket.objects.create(screening=screening, seat=f"A{n}") for n in range(count)]

    # Calls

    def ask(self, function, *args):
        """The result, and the statements that ran inside the function (without those of a transaction)."""
        with CaptureQueriesContext(connection) as captured:
            result = self.subject.call(f"cinema.queries:{function}", *args)
        return result, self.statements(captured)

    def statements(self, captured):
        return [q["sql"] for q in captured if not q["sql"].upper().startswith(TRANSACTION)]

    def found(self, function, *args, **facts):
        """Primary keys of the objects a function answers with, sorted."""
        with CaptureQueriesContext(connection) as captured:
            result = self.subject.call(f"cinema.queries:{function}", *args)
            self.require(result is not None, function=function, what="returned None.", **facts)
            keys = [getattr(item, "pk", None) for item in items_of(result)]
        # A QuerySet reads its rows with one query, and what it prefetches with another.
        count = len(self.statements(captured))
        self.require(
            count <= 2, function=function, what=f"needed {count} queries for its rows.", **facts
        )
        self.require(
            all(isinstance(key, int) for key in keys),
            function=function,
            what="answered with something else than objects of the models.",
            **facts,
        )
        return sorted(keys)

    def require_found(self, expected, function, *args, **facts):
        expected = {item.pk for item in expected}
        actual = set(self.found(function, *args, **facts))
        more = len(actual - expected)
        self.require(
            actual == expected,
            function=function,
            what=f"found {len(actual & expected)} of the {len(expected)} rows that are asked for, "
            f"and {more} others.",
            **facts,
        )

    def require_once(self, function, *args):
        keys = self.found(function, *args)
        self.require(
            len(keys) == len(set(keys)),
            function=function,
            what=f"answered with {len(keys)} rows for {len(set(keys))} films.",
        )

    # Checks

    def test_returns_lazy_querysets(self):
        film = self.film()
        self.sell(self.screening(film), 2)
        for function, *args in (
            ("films_of", film.year),
            ("families_or_short", film.minutes),
            ("rated_below", film.rating + 1),
            ("worth_a_try", film.rating),
            ("shown_in", self.hall),
            ("shown_cheaply_in", self.hall, 1000),
            ("never_shown",),
            ("tickets_for", film.pk),
        ):
            result, statements = self.ask(function, *args)
            self.require(
                not statements,
                function=function,
                what="ran a query before it returned.",
            )
            self.require(
                getattr(result, "kind", None) == "queryset",
                function=function,
                what="returned None." if result is None else "returned something that is no QuerySet.",
            )

    def test_filters_and_q(self):
        year, limit = random.randint(1960, 2020), random.randint(80, 120)
        wanted = self.films(random.randint(2, 4), year=year)
        self.films(2, year=year + 1)
        self.films(2, year=year - 1)
        self.require_found(wanted, "films_of", year)
        Film.objects.all().delete()
        wanted = self.films(2, for_children=True, minutes=limit + random.randint(1, 60))
        wanted += self.films(2, for_children=True, minutes=limit - random.randint(1, 60))
        wanted += self.films(2, minutes=limit) + self.films(1, minutes=limit - 1)
        self.films(3, minutes=limit + random.randint(1, 60))
        self.require_found(wanted, "families_or_short", limit)

    def test_excludes_nulls_on_purpose(self):
        limit = random.randint(20, 80)
        unrated = self.films(random.randint(2, 4), rating=None)
        low = self.films(random.randint(1, 3), rating=limit - 1) + self.films(1, rating=0)
        high = self.films(random.randint(1, 3), rating=limit) + self.films(1, rating=limit + 1)
        self.require_found(
            low, "rated_below", limit, nulls="Films without a rating are not among them."
        )
        self.require_found(
            high + unrated, "worth_a_try", limit, nulls="Films without a rating belong to them."
        )

    def test_no_duplicates_from_joins(self):
        wanted = self.films(3)
        for film in wanted:
            for _ in range(random.randint(2, 4)):
                self.screening(film, price=500)
            self.screening(film, self.other_hall)
        self.screening(self.film(), self.other_hall)
        self.film()
        self.require_found(wanted, "shown_in", self.hall)
        self.require_once("shown_in", self.hall)
        self.require_once("shown_cheaply_in", self.hall, 500)

    def test_both_conditions_same_row(self):
        limit = random.randint(500, 1500)
        wanted = self.films(random.randint(2, 3))
        for film in wanted:
            self.screening(film, price=limit)
            self.screening(film, price=limit + 1)
        for film in self.films(2):
            self.screening(film, price=limit + random.randint(1, 300))
            self.screening(film, self.other_hall, price=limit - random.randint(1, 300))
        self.screening(self.film(), self.other_hall, price=limit)
        self.require_found(wanted, "shown_cheaply_in", self.hall, limit)

    def test_reverse_relation(self):
        film, other = self.films(2)
        never = self.films(random.randint(2, 4))
        tickets = []
        for hall in (self.hall, self.other_hall, self.hall):
            tickets += self.sell(self.screening(film, hall), random.randint(1, 4))
            self.sell(self.screening(other, hall), random.randint(1, 4))
        self.screening(other, cancelled=True)
        self.require_found(never, "never_shown")
        self.require_found(tickets, "tickets_for", film.pk)

    def test_exists_not_len(self):
        film = self.film()
        full, empty = self.screening(film), self.screening(film)
        self.sell(full, random.randint(9, 15))
        for screening, expected in ((full, True), (empty, False)):
            asked = []
            rows = self.rows(lambda pk=screening.pk: asked.extend(self.ask("has_tickets", pk)))
            result, statements = asked
            case = "with tickets" if expected else "without tickets"
            self.require(
                result is expected,
                function="has_tickets",
                what=f"does not answer {expected} for a screening {case}.",
            )
            self.require(
                len(statements) == 1,
                function="has_tickets",
                what=f"ran {len(statements)} queries for a screening {case}.",
            )
            self.require(
                rows <= 1,
                function="has_tickets",
                what="loads every ticket of the screening.",
            )

    def test_bulk_update_one_query(self):
        film = self.film()
        here = [self.screening(film) for _ in range(random.randint(4, 7))]
        there = self.screening(film, self.other_hall)
        result, statements = self.ask("cancel_hall", self.hall)
        cancelled = set(Screening.objects.filter(cancelled=True).values_list("pk", flat=True))
        function = "cancel_hall"
        self.require(
            there.pk not in cancelled,
            function=function,
            what="cancelled a screening in another hall.",
        )
        self.require(
            len(cancelled) == len(here),
            function=function,
            what=f"cancelled {len(cancelled)} of {len(here)} screenings in the hall.",
        )
        self.require(
            len(statements) == 1,
            function=function,
            what=f"ran {len(statements)} queries for {len(here)} screenings.",
        )
        self.require(
            result == len(here) and result is not True,
            function=function,
            what="does not return the number of screenings.",
        )

    def test_f_expression_update(self):
        film, cents = self.film(), random.randint(10, 90)
        here = [self.screening(film, price=random.randint(500, 1500)) for _ in range(5)]
        cancelled = self.screening(film, price=700, cancelled=True)
        there = self.screening(film, self.other_hall, price=800)
        expected = {s.pk: s.price + cents for s in here} | {cancelled.pk: 700, there.pk: 800}
        _, statements = self.ask("raise_prices", self.hall, cents)
        actual = dict(Screening.objects.values_list("pk", "price"))
        wrong = sum(actual.get(s.pk) != expected[s.pk] for s in here)
        function = "raise_prices"
        self.require(
            wrong == 0,
            function=function,
            what=f"left {wrong} of {len(here)} screenings in the hall with a wrong price.",
        )
        self.require(
            actual == expected,
            function=function,
            what="changed a screening that is cancelled or in another hall.",
        )
        self.require(
            len(statements) == 1,
            function=function,
            what=f"ran {len(statements)} queries for {len(here)} screenings.",
        )

    def test_query_limits_kept(self):
        function = "programme"
        count = random.randint(5, 8)
        start = datetime.datetime.combine(DAY, datetime.time(9), tzinfo=datetime.timezone.utc)
        minutes = random.sample(range(0, 890), count)
        rows = []
        for after in minutes:
            film, hall = self.film(), random.choice([self.hall, self.other_hall])
            self.screening(film, hall, starts=start + datetime.timedelta(minutes=after))
            rows.append((after, (film.title, hall)))
        self.screening(self.film(), starts=start, cancelled=True)
        for days in (-1, 1):
            self.screening(self.film(), starts=start + datetime.timedelta(days=days))
        with CaptureQueriesContext(connection) as captured:
            result = self.subject.call(f"cinema.queries:{function}", DAY)
            self.require(result is not None, function=function, what="returned None.")
            pairs = [tuple(item) for item in items_of(result) if isinstance(item, (list, tuple))]
        statements = self.statements(captured)
        expected = [pair for _, pair in sorted(rows)]
        self.require(
            sorted(pairs, key=repr) == sorted(expected, key=repr),
            function=function,
            what=f"answered with {len(pairs)} pairs for {len(expected)} screenings; they do not match.",
        )
        self.require(pairs == expected, function=function, what="has them in another order.")
        self.require(
            len(statements) == 1,
            function=function,
            what=f"ran {len(statements)} queries for {len(expected)} screenings.",
        )
