import random
import re
import string

from grading.page import PageCase, click, focused, form, look, type_into
from orders.models import Line, Note, Order

LINES, NOTES = '[data-formset="lines"]', '[data-formset="notes"]'
FIELD = "input:not([type=hidden]), select, textarea"
FRAMEWORK = re.compile(r"jquery|\breact\b|\bvue\b|\balpine|\bhtmx|\bimport\b\s*[\(\"'{*]", re.IGNORECASE)


def word(count=8):
    return "".join(random.choices(string.ascii_lowercase, k=count))


def add(formset):
    return click(f"{formset} [data-add]")


def rows(formset):
    return look(f"{formset} [data-rows] > [data-row]")


def fields(formset):
    return look(f"{formset} [data-rows] > [data-row] :is({FIELD})")


def counter(prefix, name="TOTAL_FORMS"):
    return look(f'[name="{prefix}-{name}"]')


def last(formset, part):
    return f"{formset} [data-rows] > [data-row]:last-child {part}"


def fill(product, pieces):
    """Into the last row of the lines."""
    return [
        type_into(last(LINES, '[name$="-product"]'), product),
        type_into(last(LINES, '[name$="-pieces"]'), pieces),
    ]


def filled():
    """Three lines, the first into the row that is there, and a note."""
    steps = []
    for number, (product, pieces) in enumerate(WANTED):
        steps += [*([add(LINES)] if number else []), *fill(product, str(pieces))]
    return [*steps, add(NOTES), type_into(last(NOTES, '[name$="-text"]'), NOTE), form()]


WANTED = [(word(), random.randint(2, 90)) for _ in range(3)]
NOTE = word(20)
GOOD, OTHER = word(), word()
NEW = last(LINES, "*")
NEW_FIELDS = last(LINES, f":is({FIELD})")
SCENES = {
    "one": [type_into(last(LINES, '[name$="-product"]'), word()), rows(LINES), add(LINES), rows(LINES), look(NEW_FIELDS)],
    "names": [add(LINES), look(NEW), add(LINES), look(NEW)],
    "ids": [add(LINES), add(LINES), look("form [id]"), look("form label")],
    "total": [counter("lines"), add(LINES), counter("lines"), add(LINES), counter("lines")],
    "most": [*[add(LINES)] * 8, rows(LINES), counter("lines"), form()],
    "two": [
        *[add(NOTES), add(NOTES), add(LINES)],
        *[rows(LINES), rows(NOTES), fields(NOTES), counter("lines"), counter("notes")],
    ],
    "focus": [add(LINES), focused(), look(NEW_FIELDS), add(NOTES), focused()],
    "filled": filled(),
    "bad": [*[add(LINES), add(LINES)], *fill(GOOD, "none"), form()],
    "plain": [look("script"), look("[onclick], [onchange], [onsubmit]")],
}


class Checks(PageCase):
    played = None

    @classmethod
    def setUpTestData(cls):
        cls.order = Order.objects.create(customer=word().capitalize())
        cls.bought = [Line.objects.create(order=cls.order, product=word(), pieces=number) for number in (2, 3)]

    @property
    def address(self):
        return f"/orders/{self.order.pk}/"

    def seen(self, name):
        """All scenes that begin with the page as it is at first are played at once."""
        if self.played is None:
            scenes = self.play(self.client.get(self.address), *SCENES.values(), address=self.address)
            type(self).played = dict(zip(SCENES, scenes))
        return self.played[name]

    def number(self, found):
        value = found[0].value if found else ""
        return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else -1

    def test_row_added(self):
        found = self.seen("one")
        before, after, new = found.facts
        count = len(after or []) - len(before or [])
        error = f", and a script failed: {found.errors[0][:60]}" if found.errors else ""
        what = f"After one click there are {count} rows more{error}."
        self.require(before and count == 1, what=what)
        values = [one.value for one in new if one.name.endswith("product")]
        self.require(values == [""], what="The new row is not an empty one: its first field has a value or is missing.")

    def test_names_numbered(self):
        scene = self.seen("names")
        for number, found in zip((3, 4), scene.facts):
            left = [one for one in found for value in one.attributes.values() if "__prefix__" in value]
            self.require(not left, what=f"`__prefix__` is left in an attribute of `<{left[0].tag if left else ''}>`.")
            names = {one.name for one in found if one.name}
            missing = sorted({f"lines-{number}-product", f"lines-{number}-pieces"} - names)
            what = f"The names of the new row lack `{missing[0] if missing else ''}`."
            self.require(not missing, what=what)
            odd = sorted(name for name in names if not name.startswith(f"lines-{number}-"))
            self.require(not odd, what=f"The new row has a field with the name `{odd[0] if odd else ''}`.")

    def test_ids_and_labels_match(self):
        scene = self.seen("ids")
        elements, labels = scene.facts
        ids = [one.id for one in elements]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        what = f"The id `{twice[0] if twice else ''}` stands on the page {ids.count(twice[0]) if twice else 0} times."
        self.require(not twice, what=what)
        lost = [one.attributes.get("for", "") for one in labels if one.attributes.get("for", "") not in ids]
        self.require(not lost, what=f"A label is for `{lost[0] if lost else ''}`, and no field has that id.")

    def test_total_forms_updated(self):
        scene = self.seen("total")
        totals = [self.number(found) for found in scene.facts]
        self.require(totals == [3, 4, 5], before=totals[0], after=totals[-1])

    def test_max_rows_respected(self):
        scene = self.seen("most")
        found, total, sent = scene.facts
        most = 6
        shown = len(found or [])
        total = self.number(total)
        self.require(shown == most and total == most, rows=shown, total=total, most=most)
        status = self.submit(sent, self.address).status_code if sent else 0
        self.require(status in (200, 302), rows=shown, total=total, most=most)

    def test_two_formsets_independent(self):
        scene = self.seen("two")
        lines, notes, texts, line_total, note_total = scene.facts
        what = f"There are {len(lines)} rows of lines and {len(notes)} of notes, instead of 4 and 3."
        self.require((len(lines), len(notes)) == (4, 3), what=what)
        names = [one.name for one in texts]
        what = f"The new notes have the names {', '.join(names[1:])[:70]}."
        self.require(names == ["notes-0-text", "notes-1-text", "notes-2-text"], what=what)
        totals = self.number(line_total), self.number(note_total)
        what = f"The numbers of forms are {totals[0]} for lines and {totals[1]} for notes, instead of 4 and 3."
        self.require(totals == (4, 3), what=what)

    def test_focus_in_new_row(self):
        scene = self.seen("focus")
        first, new, second = scene.facts
        where = f"`{first.name or first.tag}`" if first else "nowhere"
        self.require(first and new and first.name == new[0].name and first.tag != "button", where=where)
        where = f"`{second.name or second.tag}`" if second else "nowhere"
        self.require(second and second.name == "notes-1-text", where=where)

    def test_django_saves_all_rows(self):
        sent = self.seen("filled").facts[-1]
        self.require(sent is not None, what="The form could not be filled in.")
        twice = sorted({name for name, _ in sent.pairs if sent.count(name) > 1})
        self.require(not twice, what=f"The page sends `{twice[0] if twice else ''}` more than once.")
        status = self.submit(sent, self.address).status_code
        self.require(status == 302, what=f"Django answered with status {status} and did not accept the form.")
        saved = list(Line.objects.filter(order=self.order).order_by("pk").values_list("product", "pieces"))
        old = [(one.product, one.pieces) for one in self.bought]
        what = f"Of 3 new lines, {len(saved) - len(old)} were saved, or they have other values."
        self.require(sorted(saved) == sorted(old + WANTED), what=what)
        notes = list(Note.objects.filter(order=self.order).values_list("text", flat=True))
        self.require(notes == [NOTE], what=f"Of 1 new note, {len(notes)} were saved, or it has another text.")

    def test_error_page_can_add_again(self):
        sent = self.seen("bad").facts[-1]
        self.require(sent is not None, what="The form could not be filled in.")
        refused = self.submit(sent, self.address)
        what = f"A row with an error was answered with status {refused.status_code}."
        self.require(refused.status_code == 200, what=what)
        again = [type_into(last(LINES, '[name$="-pieces"]'), "7"), add(LINES), look(NEW_FIELDS)]
        again += [type_into(last(LINES, '[name$="-product"]'), OTHER), form()]
        [scene] = self.play(refused, again, address=self.address)
        new, sent = scene.facts
        values = [one.value for one in new or [] if one.name.endswith("product")]
        self.require(values == [""], what="On a page with an error, a new row is missing or not empty.")
        status = self.submit(sent, self.address).status_code if sent else 0
        saved = list(Line.objects.filter(order=self.order).values_list("product", flat=True))
        saved = [product for product in saved if product not in [one.product for one in self.bought]]
        what = f"After correcting it and adding a row, the answer has status {status} and {len(saved)} of 2 lines are saved."
        self.require(sorted(saved) == sorted([GOOD, OTHER]), what=what)

    def test_no_framework_used(self):
        text = self.handed_in.get("static/js/formset.js", "")
        named = FRAMEWORK.search(text)
        self.require(named is None, what=f"`formset.js` uses `{named[0].strip() if named else ''}`.")
        page = self.seen("plain")
        scripts, handlers = page.facts
        foreign = [one for one in scripts if one.attributes.get("src") != "/static/js/formset.js"]
        self.require(not foreign, what="The page has a script besides `static/js/formset.js`.")
        self.require(not handlers, what="A handler stands in an attribute of the page.")
