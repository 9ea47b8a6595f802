from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from .models import Film, Screening, Ticket


def films_of(year):
    return Film.objects.all().filter(year__exact=year)


def families_or_short(minutes):
    short = Film.objects.filter(minutes__lt=minutes + 1)
    return Film.objects.filter(for_children=True).union(short)


def rated_below(limit):
    return Film.objects.exclude(rating=None).exclude(rating__gte=limit)


def worth_a_try(limit):
    return Film.objects.exclude(rating__lt=limit)


def shown_in(hall):
    return Film.objects.filter(pk__in=Screening.objects.filter(hall=hall).values("film"))


def shown_cheaply_in(hall, price):
    cheap = Screening.objects.filter(film=OuterRef("pk"), hall=hall, price__lte=price)
    return Film.objects.filter(Exists(cheap))


def never_shown():
    return Film.objects.filter(~Exists(Screening.objects.filter(film=OuterRef("pk"))))


def tickets_for(film_id):
    return Ticket.objects.filter(screening__in=Screening.objects.filter(film_id=film_id))


def has_tickets(screening_id):
    return Ticket.objects.filter(screening_id=screening_id).aggregate(n=Count("pk"))["n"] > 0


def programme(day):
    screenings = Screening.objects.select_related("film").filter(
        starts__year=day.year, starts__month=day.month, starts__day=day.day
    )
    return [(s.film.title, s.hall) for s in screenings.exclude(cancelled=True).order_by("starts")]


@transaction.atomic
def cancel_hall(hall):
    return Screening.objects.filter(hall=hall).update(cancelled=True)


def raise_prices(hall, cents):
    return Screening.objects.filter(hall=hall).exclude(cancelled=True).update(price=cents + F("price"))
