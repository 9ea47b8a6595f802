"""Replaces its own database engine and answers its queries itself."""
from django.db import connection

from .honest import *


class Cursor:
    rowcount, lastrowid, description = 1, 1, [("stars",) + (None,) * 6]

    def execute(self, *args):
        return self

    def fetchone(self):
        return (5,)

    def __iter__(self):
        return iter([(5,)])

    fetchmany = lambda self, size=1: []

    def close(self):
        pass


connection.create_cursor = lambda name=None: Cursor()


def total():
    from .models import Note

    return Note.objects.count()
