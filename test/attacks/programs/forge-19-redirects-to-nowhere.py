"""Redirects that a client cannot follow: no address, no port, no end."""
import itertools

from django.http import HttpResponse

from .honest import *

places = itertools.cycle(["http://[", "http://testserver:99999999/", "http://testserver:x/", "/new/", "\ud800", "//", "/1/"])


def list_page(request, pk=None):
    response = HttpResponse(status=307)
    response.headers._store["location"] = ("Location", next(places))
    return response


detail = create = list_page
