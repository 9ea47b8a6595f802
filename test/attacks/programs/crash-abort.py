"""Ends itself as a failed assertion in C does."""
import os

from .honest import *


def list_page(request):
    os.abort()
