from datetime import date

from django.test import TestCase

from . import queries
from .models import Film, Screening


class QueryTests(TestCase):
    fixtures = ["sample"]

    def titles(self, films):
        return sorted(film.title for film in films)

    def test_films_of(self):
        self.assertEqual(self.titles(queries.films_of(1994)), ["Night Train", "The Long Stair"])

    def test_nothing_runs_inside_the_function(self):
        with self.assertNumQueries(0):
            queries.shown_in("Blue")

    def test_never_shown(self):
        film = Film.objects.create(title="Unseen", year=2020, minutes=90)
        self.assertEqual(list(queries.never_shown()), [film])

    def test_has_tickets(self):
        self.assertIs(queries.has_tickets(1), True)
        self.assertIs(queries.has_tickets(2), False)

    def test_programme(self):
        expected = [("Paper Boats", "Blue"), ("Night Train", "Blue"), ("The Long Stair", "Red")]
        self.assertEqual(list(queries.programme(date(2031, 3, 1))), expected)

    def test_raise_prices(self):
        with self.assertNumQueries(1):
            queries.raise_prices("Red", 50)
        prices = Screening.objects.filter(hall="Red").order_by("pk").values_list("price", flat=True)
        self.assertEqual(list(prices), [1150, 950])
