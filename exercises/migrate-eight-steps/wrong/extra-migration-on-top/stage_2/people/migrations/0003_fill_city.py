import django.db.models.deletion
from django.db import migrations, models


def fill_city(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    City = apps.get_model("people", "City")
    for person in Person.objects.filter(address__contains=","):
        name = person.address.rpartition(",")[2].strip()
        if name:
            person.city, _ = City.objects.get_or_create(name=name)
            person.save(update_fields=["city"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_city")]

    operations = [
        migrations.RemoveField("person", "city"),
        migrations.CreateModel(
            name="City",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.AddField(
            "person",
            "city",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="people.city"
            ),
        ),
        migrations.RunPython(fill_city, migrations.RunPython.noop),
    ]
