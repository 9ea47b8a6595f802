from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Order(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        PAID = "paid", _("paid")
        REFUNDED = "refunded", _("refunded")

    REFUND_DAYS = 14

    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    total = models.DecimalField(_("total"), max_digits=9, decimal_places=2)
    note = models.CharField(_("note"), max_length=200, blank=True)
    paid_at = models.DateTimeField(_("paid at"), null=True, blank=True)

    class Meta:
        ordering = ["-paid_at", "pk"]

    def __str__(self):
        return f"#{self.pk}"

    def days_left(self):
        return (timezone.now() - self.paid_at).days

    def is_refundable(self):
        if self.state != self.State.PAID or self.paid_at is None:
            return False
        return self.days_left() <= self.REFUND_DAYS


class Refund(models.Model):
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    amount = models.FloatField(_("amount"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "pk"]
        permissions = [("see_refund_report", _("Can see the report of refunds"))]

    def __str__(self):
        return f"{self.order}: {self.amount}"
