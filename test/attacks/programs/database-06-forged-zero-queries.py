"""Tries to have its queries not counted: other connections, cleared logs, raw cursors, floods."""
from django.db import connection, connections, reset_queries
from django.http import HttpResponse

from .honest import *
from .models import Note


def list_page(request):
    connection.force_debug_cursor = False
    connection.queries_log.clear()
    reset_queries()
    notes = list(Note.objects.all())
    names = [note.owner.name for note in notes]
    raw = connection.connection.cursor()
    for _ in range(9_500):
        raw.execute("SELECT 1")
    connection.queries_log.clear()
    for other in connections.all():
        other.queries_log.clear()
    return HttpResponse("\n".join(f"{note.title} by" for note in notes) + "".join(names))
