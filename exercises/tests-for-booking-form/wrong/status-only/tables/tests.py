import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from .models import Booking


class BookingCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.visitor = get_user_model().objects.create_user("vera")
        cls.other = get_user_model().objects.create_user("otto")

    def setUp(self):
        self.today = timezone.localdate()
        self.client.force_login(self.visitor)

    def post(self, **changes):
        data = {"day": self.today + timedelta(days=3), "seats": 4, **changes}
        return self.client.post(reverse("book"), data)

    def assertRefused(self, response, field):
        self.assertEqual(response.status_code, 200)
        self.assertIn(field, response.context["form"].errors)
        self.assertFalse(Booking.objects.exists())

    def assertAsksForLogin(self, response):
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response.url.startswith(reverse("login")), response.url)


class BookingListTests(BookingCase):
    def listed(self):
        page = self.client.get(reverse("bookings")).content.decode()
        return [int(pk) for pk in re.findall(r'data-booking="(\d+)"', page)]

    def make(self, owner, days):
        return Booking.objects.create(owner=owner, day=self.today + timedelta(days=days), seats=2).pk

    def test_list_asks_for_login(self):
        self.client.logout()
        self.assertAsksForLogin(self.client.get(reverse("bookings")))


class BookingFormTests(BookingCase):
    def test_form_asks_for_login(self):
        self.client.logout()
        self.assertAsksForLogin(self.client.get(reverse("book")))
        self.assertAsksForLogin(self.post())
        self.assertFalse(Booking.objects.exists())

    def test_form_opens_without_errors(self):
        response = self.client.get(reverse("book"))
        self.assertEqual(response.status_code, 200)
        self.assertFalse(response.context["form"].errors)

    def test_booking_leads_to_the_list(self):
        self.assertRedirects(self.post(), reverse("bookings"))

    def test_today_is_accepted(self):
        self.post(day=self.today)
        self.assertEqual(Booking.objects.count(), 1)

    def test_two_seats_answer_with_a_redirect(self):
        self.assertEqual(self.post(seats=2).status_code, 302)

    def test_eight_seats_answer_with_a_redirect(self):
        self.assertEqual(self.post(seats=8).status_code, 302)

    def test_nonsense_answers_with_the_form(self):
        self.assertEqual(self.post(seats="many").status_code, 200)
