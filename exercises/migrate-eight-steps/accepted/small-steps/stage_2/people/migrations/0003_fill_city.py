from django.db import migrations


def city_of(address):
    return address.rpartition(",")[2].strip() if "," in address else ""


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    City = apps.get_model("people", "City")
    people = [person for person in Person.objects.all() if city_of(person.address)]
    names = {city_of(person.address) for person in people}
    City.objects.bulk_create([City(name=name) for name in sorted(names)])
    cities = {city.name: city for city in City.objects.all()}
    for person in people:
        person.city = cities[city_of(person.address)]
    Person.objects.bulk_update(people, ["city"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    operations = [migrations.RunPython(fill_city, migrations.RunPython.noop)]
