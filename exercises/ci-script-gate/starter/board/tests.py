from datetime import date

from django.test import TestCase

from .models import Notice


class Pages(TestCase):
    """`secure=True`, so that they hold where every request has to come over HTTPS."""

    @classmethod
    def setUpTestData(cls):
        cls.old = Notice.objects.create(title="Spring sale", published=date(2026, 3, 1), archived=True)
        cls.first = Notice.objects.create(title="Closed on Monday", text="Back on Tuesday.", published=date(2026, 5, 4))
        cls.second = Notice.objects.create(title="New opening hours", published=date(2026, 6, 1))

    def test_home_shows_the_newest_first(self):
        page = self.client.get("/", secure=True).content.decode()
        self.assertLess(page.index("New opening hours"), page.index("Closed on Monday"))
        self.assertNotIn("Spring sale", page)

    def test_archive_shows_what_is_over(self):
        page = self.client.get("/archive/", secure=True).content.decode()
        self.assertIn("Spring sale", page)
        self.assertNotIn("Closed on Monday", page)

    def test_a_notice_has_its_text(self):
        page = self.client.get(f"/notices/{self.first.pk}/", secure=True)
        self.assertContains(page, "Back on Tuesday.")
        self.assertEqual(self.client.get("/notices/4711/", secure=True).status_code, 404)
