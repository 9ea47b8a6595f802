import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def close_old_orders(apps, schema_editor):
    """Orders that were paid back by hand before there were refunds get the new state."""
    Order = apps.get_model("shop", "Order")
    Order.objects.filter(note__startswith="paid back").update(state="refunded", note="")


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_order_note")]

    operations = [
        migrations.AlterField(
            model_name="order",
            name="state",
            field=models.CharField(
                choices=[("open", "open"), ("paid", "paid"), ("refunded", "refunded")],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.FloatField(verbose_name="amount")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="requested at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="shop.order",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "pk"],
                "permissions": [("see_refund_report", "Can see the report of refunds")],
            },
        ),
        migrations.RunPython(close_old_orders),
    ]
