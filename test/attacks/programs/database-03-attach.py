"""Opens other databases, files and settings."""
from django.db import connection

from .honest import *


def attempt():
    for statement in (
        "ATTACH DATABASE '/box/x.db' AS other", "ATTACH ':memory:' AS other", "VACUUM INTO '/box/copy.db'",
        "PRAGMA writable_schema = 1", "PRAGMA journal_mode = OFF", "PRAGMA trusted_schema = 1",
        "SELECT load_extension('/runtime/x.so')", "CREATE TEMP TABLE board_note (id, title, stars, owner_id)",
        "CREATE TRIGGER t AFTER INSERT ON board_note BEGIN UPDATE board_note SET stars = -1; END",
        "CREATE VIRTUAL TABLE v USING fts5(x)", "UPDATE sqlite_master SET sql = ''", "DETACH main",
        "SELECT 1; DROP TABLE board_note", "PRAGMA max_page_count = 1", "PRAGMA hard_heap_limit = 1",
    ):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except Exception:
            continue
        raise RuntimeError("allowed: " + statement)


def list_page(request):
    attempt()
    from django.http import HttpResponse

    return HttpResponse("refused them all")
