from datetime import timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from shop.models import Order, Refund


class RefundTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.order = Order.objects.create(
            customer=cls.ada,
            state=Order.State.PAID,
            total=Decimal("19.90"),
            paid_at=timezone.now() - timedelta(days=3),
        )

    def setUp(self):
        self.client.force_login(self.ada)
        self.url = reverse("refund-order", args=[self.order.pk])

    def test_refund_creates_a_row(self):
        self.client.post(self.url, {"reason": "too small"})
        refund = Refund.objects.get()
        self.assertEqual(refund.order, self.order)
        self.assertEqual(refund.reason, "too small")

    def test_refund_changes_the_state(self):
        self.client.post(self.url, {"reason": ""})
        self.order.refresh_from_db()
        self.assertEqual(self.order.state, Order.State.REFUNDED)

    def test_late_refund_is_refused(self):
        self.order.paid_at = timezone.now() - timedelta(days=40)
        self.order.save()
        self.client.post(self.url, {"reason": "late"})
        Refund.objects.filter(order=self.order).exists()

    def test_second_click_changes_nothing(self):
        for _ in range(2):
            self.client.post(self.url, {"reason": "twice"})
        self.assertEqual(Refund.objects.count(), 1)
