"""Prints without end."""
from .honest import *


def list_page(request):
    while True:
        print("x" * 1000, flush=True)
