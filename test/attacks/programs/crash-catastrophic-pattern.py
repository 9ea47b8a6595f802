"""A pattern whose match takes longer than the universe, in C code that no signal interrupts."""
import re

from .honest import *


def list_page(request):
    re.match(r"(a+)+$", "a" * 64 + "!")
