"""Announces character sets that no machine knows."""
import django.http.response

from .honest import *


def list_page(request, pk=None):
    response = django.http.HttpResponse(b"x")
    response.headers["Content-Type"] = "application/json; charset=no-such-set"
    return response


detail = create = list_page
