"""Functions of SQLite and Django that compute long without a break."""
from django.db import connection
from django.http import HttpResponse

from .honest import *


def list_page(request):
    with connection.cursor() as cursor:
        for statement, params in (
            ("SELECT length(printf('%.*c', 2000000000, 'x'))", None),
            ("SELECT format('%.*c', 2000000000, 'x')", None),
            ("SELECT length(REPEAT('x', 2000000000))", None),
            ("SELECT LPAD('x', 2000000000, 'y')", None),
            ("SELECT POWER(9, 900000000)", None),
            ("SELECT instr(%s, %s)", ["a" * 900_000, "a" * 400_000 + "b"]),
            ("SELECT %s REGEXP %s", ["a" * 40 + "!", "(a+)+$"]),
            ("SELECT hex(zeroblob(900000000))", None),
            ("SELECT group_concat(a.n || b.n) FROM (WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t LIMIT 9999) SELECT n FROM t) a, (SELECT 1 n UNION SELECT 2) b", None),
        ):
            try:
                cursor.execute(statement, params)
            except Exception:
                pass
    return HttpResponse("survived")


detail = create = list_page
