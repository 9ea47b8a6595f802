"""Twelve questions to the database. The task says what each one answers."""

from .models import Film, Screening, Ticket


def films_of(year):
    """QuerySet of the films of that year."""


def families_or_short(minutes):
    """QuerySet of the films for children, and of those that last at most that long."""


def rated_below(limit):
    """QuerySet of the films with a rating below the limit. A film without a rating is not one of them."""


def worth_a_try(limit):
    """QuerySet of the films with a rating of at least the limit, and of those without a rating."""


def shown_in(hall):
    """QuerySet of the films with a screening in that hall, each film once."""


def shown_cheaply_in(hall, price):
    """QuerySet of the films with a screening in that hall that costs at most that much, each film once."""


def never_shown():
    """QuerySet of the films without any screening."""


def tickets_for(film_id):
    """QuerySet of all tickets sold for a film."""


def has_tickets(screening_id):
    """True when at least one ticket is sold for a screening, else False."""


def programme(day):
    """List of (title of the film, hall) for the screenings of a day."""


def cancel_hall(hall):
    """Marks all screenings in a hall as cancelled and returns how many there are."""


def raise_prices(hall, cents):
    """Makes the screenings in a hall that are not cancelled dearer."""
