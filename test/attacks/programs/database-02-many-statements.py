"""More statements than a run may have."""
from django.db import connection
from django.http import HttpResponse

from .honest import *


def list_page(request):
    with connection.cursor() as cursor:
        for _ in range(100_000):
            cursor.execute("SELECT 1")
    return HttpResponse("done")
