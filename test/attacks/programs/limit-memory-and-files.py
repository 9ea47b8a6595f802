"""Takes memory and files together, each of them below its own limit for long."""
import os

from .honest import *


def list_page(request):
    kept = []
    for number in range(10_000):
        kept.append(bytearray(1 << 20))
        if number < 30:
            with open(f"{os.environ['TMPDIR']}/{number}", "wb") as file:
                file.write(bytes(1 << 20))
