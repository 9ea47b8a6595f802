"""Reserves the blocks of files without writing them, in a moment each."""
import os

from .honest import *


def list_page(request):
    for number in range(60):
        with open(f"{os.environ['TMPDIR']}/{number}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 16_000_000)
    return HttpResponse("filled")
