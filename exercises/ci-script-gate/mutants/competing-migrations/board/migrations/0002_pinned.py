from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]

    operations = [
        migrations.AddField("notice", "pinned", models.CharField(max_length=40, blank=True, default="")),
    ]
