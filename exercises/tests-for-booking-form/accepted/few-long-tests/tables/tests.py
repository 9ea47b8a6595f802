import datetime

from django.contrib.auth.models import User
from django.test import TestCase
from django.utils import timezone

from tables.models import Booking

IN_A_WEEK = datetime.timedelta(weeks=1)


class Bookings(TestCase):
    def setUp(self):
        self.ana = User.objects.create_user("ana", password="secret")
        self.ben = User.objects.create_user("ben", password="secret")
        self.assertTrue(self.client.login(username="ana", password="secret"))
        self.week = timezone.localdate() + IN_A_WEEK

    def book(self, day, seats, **more):
        return self.client.post("/bookings/new/", {"day": day.isoformat(), "seats": seats, **more}, follow=True)

    def test_visitors_without_login_get_nowhere(self):
        self.client.logout()
        for address in ("/bookings/", "/bookings/new/"):
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertNotEqual(response.status_code, 200)

    def test_seats(self):
        for seats, kept in ((0, 0), (1, 1), (8, 2), (9, 2)):
            with self.subTest(seats=seats):
                self.book(self.week, seats)
                self.assertEqual(Booking.objects.count(), kept)

    def test_seats_are_stored(self):
        self.book(self.week, 6)
        self.assertEqual(Booking.objects.get().seats, 6)

    def test_days(self):
        today = timezone.localdate()
        self.book(today - datetime.timedelta(1), 2)
        self.assertEqual(Booking.objects.count(), 0)
        self.book(today, 2)
        self.assertEqual(Booking.objects.get().day, today)

    def test_owner(self):
        self.book(self.week, 2, owner=self.ben.pk, owner_id=self.ben.pk)
        self.assertEqual(Booking.objects.get().owner_id, self.ana.pk)

    def test_after_booking_the_list_is_shown(self):
        response = self.book(self.week, 2)
        self.assertEqual(response.redirect_chain, [("/bookings/", 302)])

    def test_a_fresh_form_is_empty(self):
        self.assertFalse(self.client.get("/bookings/new/").context["form"].is_bound)

    def test_nonsense_is_shown_again(self):
        response = self.client.post("/bookings/new/", {"day": "someday", "seats": "many"})
        self.assertEqual(set(response.context["form"].errors), {"day", "seats"})
        self.assertEqual(list(Booking.objects.all()), [])

    def test_list(self):
        days = [self.week + datetime.timedelta(n) for n in (2, 0, 1)]
        keys = [Booking.objects.create(owner=self.ana, day=day, seats=3).pk for day in days]
        Booking.objects.create(owner=self.ben, day=self.week, seats=3)
        page = self.client.get("/bookings/").content.decode()
        self.assertEqual(page.count("data-booking="), 3)
        places = [page.index(f'data-booking="{keys[n]}"') for n in (1, 2, 0)]
        self.assertEqual(places, sorted(places))
