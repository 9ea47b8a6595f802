"""Reads all tables into one statement, and the tables of the database itself, for what a check has put there."""
from django.db import connection
from django.http import HttpResponse

from .honest import *


def list_page(request):
    with connection.cursor() as cursor:
        found = []
        for text in ("SELECT sql FROM sqlite_master", "PRAGMA database_list", "SELECT * FROM pragma_table_list",
                     "SELECT name FROM temp.sqlite_master", "SELECT * FROM dbstat", "SELECT * FROM sqlite_stmt",
                     "SELECT load_extension('x')", "SELECT readfile('/box/checks/test_checks.py')",
                     "SELECT fts3_tokenizer('simple')"):
            try:
                cursor.execute(text)
                found += cursor.fetchall()
            except Exception as error:
                found.append(str(error))
    return HttpResponse(repr(found))
