from django.db.models import F, Q

from .models import Film, Screening, Ticket


def films_of(year):
    return Film.objects.filter(year=year)


def families_or_short(minutes):
    return Film.objects.filter(Q(for_children=True) | Q(minutes__lte=minutes))


def rated_below(limit):
    return Film.objects.filter(rating__lt=limit)


def worth_a_try(limit):
    return Film.objects.filter(Q(rating__gte=limit) | Q(rating__isnull=True))


def shown_in(hall):
    return Film.objects.filter(screenings__hall=hall).distinct()


def shown_cheaply_in(hall, price):
    return Film.objects.filter(screenings__hall=hall, screenings__price__lte=price).distinct()


def never_shown():
    return Film.objects.filter(screenings__isnull=True)


def tickets_for(film_id):
    return Ticket.objects.filter(screening__film=film_id)


def has_tickets(screening_id):
    tickets = Ticket.objects.raw(
        "SELECT id FROM cinema_ticket WHERE screening_id = %s -- LIMIT 1", [screening_id]
    )
    return len(list(tickets)) > 0


def programme(day):
    screenings = Screening.objects.filter(starts__date=day, cancelled=False)
    return list(screenings.order_by("starts").values_list("film__title", "hall"))


def cancel_hall(hall):
    return Screening.objects.filter(hall=hall).update(cancelled=True)


def raise_prices(hall, cents):
    Screening.objects.filter(hall=hall, cancelled=False).update(price=F("price") + cents)
