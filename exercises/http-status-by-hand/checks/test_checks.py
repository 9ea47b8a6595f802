import random
import re
import string
from urllib.parse import urlsplit

from grading.case import CheckCase
from notes.models import Note


def words(count=3):
    return " ".join(
        "".join(random.choices(string.ascii_lowercase, k=random.randint(3, 8)))
        for _ in range(count)
    )


def target(response):
    """The path of a redirect, whether its address is relative or whole."""
    try:
        return urlsplit(response.headers.get("Location", "")).path
    except ValueError:
        return ""


class Checks(CheckCase):
    def make_notes(self, count):
        return [Note.objects.create(text=words()) for _ in range(count)]

    def body(self, response):
        return response.content.decode("utf-8", "replace")

    def test_list_is_200(self):
        count = random.randint(3, 6)
        notes = self.make_notes(count)
        response = self.client.get("/notes/")
        lines = [line.strip() for line in self.body(response).splitlines()]
        expected = [f"{note.pk}: {note.text}" for note in notes]
        found = [line for line in lines if line in expected]
        facts = {"count": count, "status": response.status_code}
        self.require(
            len(set(found)) == count,
            what=f"the number of notes with a line in the body is {len(set(found))}.",
            **facts,
        )
        self.require(found == expected, what="the lines are repeated or in another order.", **facts)
        self.require(response.status_code == 200, what="the lines are all there.", **facts)

    def test_create_redirects_303_or_302(self):
        self.make_notes(random.randint(1, 4))
        for text, which in ((words(), "of some words"), ("x" * 200, "of exactly 200 characters")):
            before = set(Note.objects.values_list("pk", flat=True))
            response = self.client.post("/notes/new/", {"text": text})
            new = Note.objects.exclude(pk__in=before)
            facts = {"status": response.status_code, "which": which}
            self.require(len(new) == 1, what=f"{len(new)} notes were saved.", **facts)
            self.require(new[0].text == text, what="the saved text is another one.", **facts)
            self.require(
                response.status_code in (302, 303), what="the note was saved.", **facts
            )
            self.require(
                target(response) == f"/notes/{new[0].pk}/",
                what="the redirect leads to another address.",
                **facts,
            )

    def test_bad_input_is_400(self):
        for data, kind in (
            ({}, "no field `text`"),
            ({"text": ""}, "an empty text"),
            ({"text": " " * random.randint(2, 9)}, "a text of spaces"),
            ({"text": "x" * random.randint(201, 400)}, "a text of more than 200 characters"),
        ):
            response = self.client.post("/notes/new/", data)
            facts = {"kind": kind, "status": response.status_code}
            saved = Note.objects.count()
            self.require(saved == 0, what="a note was saved.", **facts)
            self.require(response.status_code == 400, what="nothing was saved.", **facts)
            self.require(self.body(response).strip(), what="the body is empty.", **facts)

    def test_unknown_is_404(self):
        unknown = self.make_notes(2)[-1].pk + random.randint(1, 1000)
        response = self.client.get(f"/notes/{unknown}/")
        self.require(
            response.status_code == 404, request="GET /notes/<id>/", status=response.status_code
        )
        response = self.client.post(f"/notes/{unknown}/delete/")
        self.require(
            response.status_code == 404,
            request="POST /notes/<id>/delete/",
            status=response.status_code,
        )

    def test_wrong_method_is_405_with_allow(self):
        note, other = self.make_notes(2)
        rows = [(note.pk, note.text), (other.pk, other.text)]
        for method, shown, allowed in (
            ("GET", "/notes/<id>/delete/", "POST"),
            ("DELETE", "/notes/<id>/delete/", "POST"),
            ("GET", "/notes/new/", "POST"),
            ("POST", "/notes/", "GET"),
            ("DELETE", "/notes/", "GET"),
            ("POST", "/notes/<id>/", "GET"),
            ("PUT", "/notes/<id>/", "GET"),
            ("POST", "/note/<id>/", "GET"),
        ):
            address = shown.replace("<id>", str(note.pk))
            response = getattr(self.client, method.lower())(address)
            allow = {part.strip() for part in response.headers.get("Allow", "").split(",")}
            facts = {
                "request": f"{method} {shown}",
                "status": response.status_code,
                "allowed": allowed,
            }
            self.require(
                list(Note.objects.values_list("pk", "text")) == rows,
                what="the notes in the database changed.",
                **facts,
            )
            self.require(response.status_code == 405, what="the notes stayed.", **facts)
            self.require(
                allowed in allow and method not in allow,
                what="its header `Allow` is missing or names other methods.",
                **facts,
            )

    def test_delete_is_204_and_empty(self):
        notes = self.make_notes(random.randint(3, 6))
        gone = random.choice(notes).pk
        response = self.client.post(f"/notes/{gone}/delete/")
        left = {note.pk for note in notes} - {gone}
        done = set(Note.objects.values_list("pk", flat=True)) == left
        self.require(
            done and response.status_code == 204 and not response.content,
            status=response.status_code,
            length=len(response.content),
            what="this note alone is gone." if done else "other notes are left than expected.",
        )

    def test_old_url_is_301(self):
        note = random.choice(self.make_notes(4))
        response = self.client.get(f"/note/{note.pk}/")
        self.require(
            response.status_code == 301 and target(response) == f"/notes/{note.pk}/",
            status=response.status_code,
            what="it leads to the new address."
            if target(response) == f"/notes/{note.pk}/"
            else "it does not lead to the new address.",
        )

    def test_counter_per_visitor(self):
        note = self.make_notes(1)[0]
        first, second = self.client_class(), self.client_class()
        turns = [first, first, second, first]
        turns += random.choices([first, second], k=4)
        counts, sessions = {first: 0, second: 0}, {}
        for visitor in turns:
            counts[visitor] += 1
            for name in set(visitor.cookies) - {"sessionid"}:  # the number is not the visitor's to keep
                del visitor.cookies[name]
            if visitor in sessions:  # nor in the place of the session's key, which stays
                visitor.cookies["sessionid"] = sessions[visitor]
            response = visitor.get("/notes/")
            if "sessionid" in visitor.cookies:
                sessions.setdefault(visitor, visitor.cookies["sessionid"].value)
            visitor.get(f"/notes/{note.pk}/")
            match = re.search(r"^Visits: (\d{1,9})\s*$", self.body(response), re.M)
            self.require(match, what="On /notes/ there is no line `Visits: <number>`.")
            order = "first" if visitor is first else "second"
            self.require(
                int(match.group(1)) == counts[visitor],
                what=f"With two visitors in turn, the {order} one is shown the number "
                f"{match.group(1)} on visit {counts[visitor]} to /notes/.",
            )

    def test_post_not_repeated_on_reload(self):
        data = {"text": words()}
        method, address = "post", "/notes/new/"
        response = self.client.post(address, data)
        for _ in range(5):  # as a browser follows redirects: 307 and 308 keep the method
            if not 300 <= response.status_code < 400 or not target(response):
                break
            address = target(response)
            if response.status_code not in (307, 308):
                method = "get"
            response = self.send(method, address, data)
        self.send(method, address, data)
        notes = Note.objects.count()
        self.require(notes == 1, notes=notes)

    def send(self, method, address, data):
        return self.client.post(address, data) if method == "post" else self.client.get(address)
