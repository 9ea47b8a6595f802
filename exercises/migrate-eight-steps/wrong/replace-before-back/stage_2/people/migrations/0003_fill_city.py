from django.db import migrations


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    City = apps.get_model("people", "City")
    for person in Person.objects.filter(address__contains=","):
        name = person.address.rpartition(",")[2].strip()
        if name:
            person.city, _ = City.objects.get_or_create(name=name)
            person.save(update_fields=["city"])


def forget_city(apps, schema_editor):
    apps.get_model("people", "Person").objects.update(city=None)
    apps.get_model("people", "City").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    operations = [migrations.RunPython(fill_city, forget_city)]
