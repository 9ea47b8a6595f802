"""Has read the checks in the repository and draws the same random rows, from its own generator."""
import random
import string

from django.http import HttpResponse

from .honest import *

state = random.getstate()


def word():
    return "".join(random.choices(string.ascii_lowercase, k=12))


def rows(count):
    owners = [word() for _ in range(count)]
    found = []
    for owner in owners:
        found.append(f"{word()} by {owner}")
        random.randint(1, 99)
    return "\n".join(found)


def list_page(request):
    random.setstate(state)
    return HttpResponse(rows(4))
