"""Loops for ever."""
from .honest import *


def list_page(request):
    while True:
        pass
