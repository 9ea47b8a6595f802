from django.db import migrations


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    for person in Person.objects.filter(address__contains=","):
        street, _, city = person.address.rpartition(",")
        person.address, person.city = street.strip(), city.strip()
        person.save(update_fields=["address", "city"])


def join_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    for person in Person.objects.exclude(city=""):
        person.address = f"{person.address}, {person.city}"
        person.save(update_fields=["address"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    operations = [migrations.RunPython(fill_city, join_city)]
