from django.core import mail
from django.test import TestCase

from .models import Message

VALID = {
    "name": "Ada Brandt",
    "email": "ada@example.com",
    "subject": "Opening hours",
    "body": "Are you open on Sunday?",
}


class ContactTests(TestCase):
    def test_fresh_page_has_no_errors(self):
        self.assertNotContains(self.client.get("/contact/"), "errorlist")

    def test_valid_form(self):
        self.assertRedirects(self.client.post("/contact/", VALID), "/contact/thanks/")
        self.assertEqual(Message.objects.get().email, "ada@example.com")
        self.assertEqual(mail.outbox[0].reply_to, ["ada@example.com"])

    def test_invalid_form(self):
        response = self.client.post("/contact/", VALID | {"email": "ada"})
        self.assertContains(response, "Are you open on Sunday?")
        self.assertFalse(Message.objects.exists())
        self.assertEqual(mail.outbox, [])
