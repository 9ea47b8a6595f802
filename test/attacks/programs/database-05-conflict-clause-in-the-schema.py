"""A table whose own constraint rolls the transaction back when the judge inserts."""
from django.db import connection

from .honest import *

with connection.cursor() as cursor:
    cursor.execute(
        "CREATE TABLE board_owner (id integer PRIMARY KEY AUTOINCREMENT, name varchar(50) UNIQUE ON CONFLICT ROLLBACK)"
    )
