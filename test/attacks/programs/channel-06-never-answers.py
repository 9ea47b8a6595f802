"""Keeps the judge waiting."""
import time

from .honest import *


def list_page(request):
    time.sleep(3600)


detail = create = list_page


def total():
    time.sleep(3600)
