"""Fills the database and keeps everything open."""
from django.db import connection, transaction
from django.http import HttpResponse

from .honest import *

keep = []


def list_page(request):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fill (x)")
        for _ in range(100):
            cursor.execute("INSERT INTO fill VALUES (%s)", ["x" * 900_000])
    return HttpResponse("filled")


def detail(request, pk):
    for _ in range(500):
        cursor = connection.connection.cursor()
        cursor.execute("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM t LIMIT 900) SELECT n FROM t")
        keep.append(cursor)
    return HttpResponse("kept")


def create(request):
    for _ in range(1000):
        keep.append(transaction.atomic())
        keep[-1].__enter__()
    return HttpResponse("nested")
