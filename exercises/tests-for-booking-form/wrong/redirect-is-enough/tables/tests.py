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

    def test_list_shows_own_bookings_only(self):
        self.make(self.other, 1)
        mine = self.make(self.visitor, 2)
        self.assertEqual(self.listed(), [mine])

    def test_list_begins_with_the_earliest_day(self):
        late, early, middle = (self.make(self.visitor, days) for days in (9, 1, 5))
        self.assertEqual(self.listed(), [early, middle, late])


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

    def test_booking_belongs_to_the_visitor(self):
        self.post(owner=self.other.pk)
        self.assertEqual([booking.owner for booking in Booking.objects.all()], [self.visitor])

    def test_one_seat_and_eight_seats_are_accepted(self):
        for seats in (1, 8):
            self.assertRedirects(self.post(seats=seats), reverse("bookings"))

    def test_no_seats_are_refused(self):
        self.assertRefused(self.post(seats=0), "seats")

    def test_nine_seats_are_refused(self):
        self.assertRefused(self.post(seats=9), "seats")

    def test_today_is_accepted(self):
        self.post(day=self.today)
        self.assertEqual(Booking.objects.count(), 1)

    def test_yesterday_is_refused(self):
        self.assertRefused(self.post(day=self.today - timedelta(days=1)), "day")

    def test_a_booking_without_a_day_is_not_saved(self):
        self.assertRefused(self.post(day=""), "day")
