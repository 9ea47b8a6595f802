"""Fills its folder."""
from .honest import *


def list_page(request):
    for number in range(1000):
        with open(f"/box/tmp/{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
