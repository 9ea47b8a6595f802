"""One statement that would compute for ever."""
from django.db import connection
from django.http import HttpResponse

from .honest import *


def list_page(request):
    with connection.cursor() as cursor:
        cursor.execute("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t")
    return HttpResponse("done")


detail = create = list_page
