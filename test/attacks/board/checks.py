import random
import string

from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.models import Note, Owner
from grading.case import CheckCase


def word():
    return "".join(random.choices(string.ascii_lowercase, k=12))


class Checks(CheckCase):
    def make(self, count):
        owners = [Owner.objects.create(name=word()) for _ in range(count)]
        return [Note.objects.create(title=word(), owner=owner, stars=random.randint(1, 99)) for owner in owners]

    def test_titles_listed(self):
        notes = self.make(4)
        page = self.client.get("/").content.decode()
        self.require(all(f"{note.title} by {note.owner.name}" in page for note in notes), secret="hidden-answer-4711")

    def test_detail_is_json(self):
        note = self.make(2)[1]
        response = self.client.get(f"/{note.pk}/")
        self.require(response.status_code == 200, what=f"status {response.status_code}")
        body = response.json()
        self.require(isinstance(body, dict) and body.get("stars") == note.stars, what="other stars")

    def test_post_saves_once(self):
        owner = Owner.objects.create(name=word())
        title = word()
        self.client.post("/new/", {"title": title, "owner": owner.pk}, follow=True)
        self.require(Note.objects.filter(title=title).count() == 1)
        refused = self.client.post("/new/", {"title": "", "owner": owner.pk})
        self.require(refused.status_code == 400 and Note.objects.count() == 1)

    def test_list_needs_one_query(self):
        notes = self.make(6)
        with CaptureQueriesContext(connection) as captured:
            page = self.client.get("/").content.decode()
        self.require(all(note.title in page for note in notes))
        self.require(len(captured) == 1, queries=len(captured))

    def test_total_of_stars(self):
        notes = self.make(3)
        total = self.subject.call("board.views:total")
        self.require(total == sum(note.stars for note in notes), actual=total)
