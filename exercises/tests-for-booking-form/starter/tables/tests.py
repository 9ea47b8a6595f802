from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse


class BookingTests(TestCase):
    def setUp(self):
        self.visitor = get_user_model().objects.create_user("vera")

    def test_list_opens(self):
        self.client.force_login(self.visitor)
        response = self.client.get(reverse("bookings"))
        self.assertEqual(response.status_code, 200)
