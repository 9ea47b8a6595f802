"""Headers, cookies and status that are not what they seem."""
from django.http import HttpResponse

from .honest import *


class Status(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def list_page(request):
    response = HttpResponse("x", status=200)
    response.status_code = Status(200)
    response.headers._store["x"] = ("X\r\nInjected", "a\r\nSet-Cookie: b=c")
    response.cookies["a"] = "b" * 100_000
    response.cookies["a"]["expires"] = {"$": "model"}
    return response


def detail(request, pk):
    response = HttpResponse(b'{"stars": {"$": "opaque"}}', content_type="application/json")
    response.status_code = 10**9
    return response


def total():
    return {"$": "decimal", "v": "9" * 9000}
