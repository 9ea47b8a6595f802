"""Leaves something in the schema that acts later: triggers, views in the place of tables, tables that only seem to be there."""
from django.db import migrations

TRICKS = [
    "CREATE TRIGGER fill AFTER INSERT ON people_person BEGIN UPDATE people_person SET city = address; END",
    "CREATE TEMP TABLE people_person AS SELECT 1 AS id, 'x' AS name, 'y' AS address, 'z' AS city",
    "PRAGMA writable_schema = 1",
    "UPDATE sqlite_master SET sql = replace(sql, 'city', 'town')",
    "ALTER TABLE people_person RENAME TO hidden",
    "CREATE VIEW people_person AS SELECT id, name, address, trim(address) AS city FROM hidden",
    "ATTACH ':memory:' AS other",
]


def play(apps, schema_editor):
    for trick in TRICKS:
        try:
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(trick)
        except Exception:
            continue


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0002_city")]
    operations = [migrations.RunPython(play, migrations.RunPython.noop)]
