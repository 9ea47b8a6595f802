from django.test import TestCase

from .models import Note


class NoteTests(TestCase):
    def test_saving_redirects_to_the_note(self):
        response = self.client.post("/notes/new/", {"text": "Buy strings"})
        self.assertRedirects(response, f"/notes/{Note.objects.get().pk}/")

    def test_empty_text(self):
        self.assertEqual(self.client.post("/notes/new/", {"text": ""}).status_code, 400)
        self.assertFalse(Note.objects.exists())

    def test_unknown_note(self):
        self.assertEqual(self.client.get("/notes/12345/").status_code, 404)

    def test_reading_does_not_delete(self):
        note = Note.objects.create(text="Buy strings")
        self.client.get(f"/notes/{note.pk}/delete/")
        self.assertTrue(Note.objects.filter(pk=note.pk).exists())

    def test_visits(self):
        self.client.get("/notes/")
        self.assertContains(self.client.get("/notes/"), "Visits: 2")
