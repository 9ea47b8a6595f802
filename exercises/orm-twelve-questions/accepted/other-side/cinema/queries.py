import datetime

from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from . import models

Film = models.Film.objects


def films_of(year):
    return Film.filter(year=year).order_by("-title")


def families_or_short(minutes):
    return Film.exclude(for_children=False, minutes__gt=minutes)


def rated_below(limit):
    return Film.filter(rating__isnull=False, rating__lt=limit)


def worth_a_try(limit):
    return Film.filter(~Q(rating__lt=limit))


def shown_in(hall):
    return Film.annotate(times=Count("screenings", filter=Q(screenings__hall=hall))).filter(times__gt=0)


def shown_cheaply_in(hall, price):
    cheap = Q(screenings__hall=hall) & Q(screenings__price__lte=price)
    return Film.filter(cheap).distinct()


def never_shown():
    return Film.annotate(times=Count("screenings")).filter(times=0)


def tickets_for(film_id):
    return models.Ticket.objects.filter(screening__film__pk=film_id).order_by("seat")


def has_tickets(screening_id):
    return models.Ticket.objects.filter(screening__pk=screening_id).first() is not None


def programme(day):
    begin = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    found = models.Screening.objects.filter(
        starts__gte=begin, starts__lt=begin + datetime.timedelta(days=1), cancelled=False
    )
    return found.values_list("film__title", "hall").order_by("starts")


def cancel_hall(hall):
    return models.Screening.objects.filter(hall=hall).update(
        cancelled=Case(When(cancelled=False, then=Value(True)), default=F("cancelled"))
    )


def raise_prices(hall, cents):
    models.Screening.objects.filter(hall=hall, cancelled=False).update(price=F("price") + cents)
