from django.db import migrations


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    for person in Person.objects.filter(address__contains=","):
        person.city = person.address.rpartition(",")[2].strip()
        person.save(update_fields=["city"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    # Backwards nothing has to be done: the column is removed next, and no address was changed.
    operations = [migrations.RunPython(fill_city, migrations.RunPython.noop)]
