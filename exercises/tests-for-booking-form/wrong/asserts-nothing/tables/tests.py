from datetime import timedelta

from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone


class BookingTests(TestCase):
    def setUp(self):
        self.visitor = get_user_model().objects.create_user("vera")
        self.client.force_login(self.visitor)

    def post(self, **changes):
        data = {"day": timezone.localdate() + timedelta(days=3), "seats": 4, **changes}
        return self.client.post(reverse("book"), data)

    def test_list(self):
        self.client.get(reverse("bookings"))

    def test_list_without_login(self):
        self.client.logout()
        self.client.get(reverse("bookings"))

    def test_form(self):
        self.client.get(reverse("book"))

    def test_form_without_login(self):
        self.client.logout()
        self.client.get(reverse("book"))

    def test_valid_booking(self):
        self.post()

    def test_nine_seats(self):
        self.post(seats=9)

    def test_no_seats(self):
        self.post(seats=0)

    def test_yesterday(self):
        self.post(day=timezone.localdate() - timedelta(days=1))
