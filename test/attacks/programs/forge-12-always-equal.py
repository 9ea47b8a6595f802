"""Answers with values that say they equal everything."""
from django.http import HttpResponse, JsonResponse

from .honest import *


class Equal(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __contains__(self, item):
        return True


class Everything(str):
    def __contains__(self, item):
        return True

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Odd:
    def __eq__(self, other):
        return True


calls = 0


def total():
    global calls
    calls += 1
    return [Equal(3), Odd(), Everything("x")][calls % 3]


def list_page(request):
    return HttpResponse(Everything("all of it"))
