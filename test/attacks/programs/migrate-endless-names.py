"""Makes tables and columns with names that break whoever reads a schema, and as many as there may be."""
from django.db import migrations

NAMES = ['quo"te', "new\nline", "semi;colon --", "\U0001f40d", "x" * 60_000, "sqlite\u200b_master", "%s %(x)s {0}", "django_migrations "]


def make(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for name in NAMES:
            quoted = '"' + name.replace('"', '""') + '"'
            try:
                cursor.execute(f"CREATE TABLE {quoted} ({quoted} text, b blob)".replace("%", "%%"), [])
                cursor.execute(f"INSERT INTO {quoted} VALUES (x'ff00fe', x'00')".replace("%", "%%"), [])
            except Exception:
                continue
        for number in range(3_000):
            cursor.execute(f"CREATE TABLE many_{number} (a integer)")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
