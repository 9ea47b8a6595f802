from django.db import migrations
from django.db.models import Value


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    found = []
    for person in Person.objects.iterator():
        *street, city = person.address.split(",")
        if street:
            person.city = city.strip()
            found.append(person)
    Person.objects.bulk_update(found, ["city"], batch_size=500)


def empty_city(apps, schema_editor):
    apps.get_model("people", "Person").objects.update(city=Value(""))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    operations = [migrations.RunPython(fill_city, empty_city)]
