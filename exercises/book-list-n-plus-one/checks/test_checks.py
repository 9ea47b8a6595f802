import random
import re
import string
from collections import Counter
from datetime import date
from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext
from library.models import Author, Book, Genre, Review

from grading.case import CheckCase

SMALL, LARGE = 3, 14
REVIEWS = 4
TABLES = {
    "author": re.compile(r'"library_author"'),
    "genre": re.compile(r'"library_(genre|book_genres)"'),
    "review": re.compile(r'"library_review"'),
}
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}


class BookList(HTMLParser):
    """The books of the page in their order: pk and a dict of class → text. Lenient with tags left open."""

    def __init__(self, html):
        super().__init__()
        self.books, self.open = [], []
        try:
            self.feed(html)
            self.close()
        except AssertionError:  # the parser gives up on unknown declarations; what stands before them counts
            pass

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if re.fullmatch("[0-9]{1,18}", attributes.get("data-book") or ""):
            self.books.append((int(attributes["data-book"]), {}))
            self.open = []
        if tag not in VOID:
            self.open.append((tag, (attributes.get("class") or "").split()))

    def handle_endtag(self, tag):
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self.books:
            cells = self.books[-1][1]
            for name in {name for _, names in self.open for name in names}:
                cells[name] = cells.get(name, "") + data


def words(count):
    return " ".join(
        "".join(random.choices(string.ascii_lowercase, k=random.randint(4, 8))).title()
        for _ in range(count)
    )


def text_of(shown, book, field):
    """What stands in a cell of the page, its spaces evened out."""
    return " ".join(shown.get(book.pk, {}).get(field, "").split())


class Checks(CheckCase):
    def make_books(self, count):
        """
        Books with 1 to 3 genres and 0 to 3 approved reviews of 4, titles in no order. What the page has to show of
        a book is its `cells`, as the page can change the rows.
        """
        genres = [Genre.objects.create(name=words(1)) for _ in range(3)]
        first = random.randrange(REVIEWS)
        books = []
        for i in range(count):
            author = Author.objects.create(name=words(2))
            book = Book.objects.create(
                title=words(2), author=author, published=date(2020, 1, 1 + i)
            )
            chosen = random.sample(genres, 1 + i % 3)
            book.genres.set(chosen)
            approved = (first + i) % REVIEWS
            for n in range(REVIEWS):
                Review.objects.create(book=book, approved=n < approved)
            book.cells = {
                "author": author.name,
                "genres": ", ".join(sorted(genre.name for genre in chosen)),
                "reviews": str(approved),
            }
            books.append(book)
        return books

    def listed(self):
        """pk and cells of the books on the page, in the order of the page."""
        response = self.client.get("/books/")
        self.require(response.status_code == 200, status=response.status_code)
        with self.reading():
            return BookList(response.content.decode("utf-8", "replace")).books

    def page(self):
        return dict(self.listed())

    def reads(self, count, *fields):
        """How many statements mention each table, and how many there are, for a page with so many books."""
        for model in (Review, Book, Author, Genre):
            model.objects.all().delete()
        books = self.make_books(count)
        with CaptureQueriesContext(connection) as captured:
            shown = self.page()
        # The page whose queries count must show what it is about, whatever it shows at other times.
        for book in books:
            for field in fields:
                self.require(
                    text_of(shown, book, field) == book.cells[field],
                    what=f"With {count} books the page shows something else as `{field}`.",
                )
        statements = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        tables = Counter(
            name for sql in statements for name, pattern in TABLES.items() if pattern.search(sql)
        )
        return tables, len(statements)

    def require_flat(self, table, name, field):
        self.listed()  # what is loaded once per process is no cost of a page
        small, _ = self.reads(SMALL, field)
        large, _ = self.reads(LARGE, field)
        self.require(
            large[table] <= small[table],
            what=f"With {SMALL} books the page reads {name} {small[table]} times, "
            f"with {LARGE} books {large[table]} times.",
        )

    def test_page_loads(self):
        self.make_books(2)
        self.listed()

    def test_only_published_books(self):
        books = self.make_books(LARGE)
        Review.objects.update(approved=True)
        hidden = books.pop(random.randrange(LARGE))
        Book.objects.filter(pk=hidden.pk).update(published=None)
        listed = [pk for pk, _ in self.listed()]
        self.require(hidden.pk not in listed, what="An unpublished book is listed.")
        shown = set(listed) & {book.pk for book in books}
        self.require(
            len(shown) == len(books),
            what=f"{len(shown)} of {len(books)} published books are listed.",
        )
        self.require(len(listed) == len(books), what="A book is listed more than once.")
        by_title = [book.pk for book in sorted(books, key=lambda book: book.title)]
        self.require(listed == by_title, what="The books are not listed by title.")

    def test_books_without_approved_reviews_stay(self):
        books = self.make_books(LARGE)
        without = random.choice(books)
        without.reviews.all().delete()
        shown = self.page()
        for book in books:
            if book is without or book.cells["reviews"] == "0":
                self.require(book.pk in shown)

    def test_author_and_genres_shown(self):
        books = self.make_books(6)
        shown = self.page()
        for book in books:
            genres = 1 + book.cells["genres"].count(",")
            for field in ("author", "genres"):
                actual = text_of(shown, book, field)
                state = "different from before" if actual else "missing or empty"
                self.require(actual == book.cells[field], field=field, count=genres, state=state)

    def test_approved_review_count(self):
        books = self.make_books(6)
        shown = self.page()
        for book in books:
            approved = book.cells["reviews"]
            actual = text_of(shown, book, "reviews")
            self.require(
                actual == approved,
                genres=1 + book.cells["genres"].count(","),
                approved=approved,
                others=REVIEWS - int(approved),
                shown=actual[:20] or "nothing",
            )

    def test_author_queries(self):
        self.require_flat("author", "the author table", "author")

    def test_genre_queries(self):
        self.require_flat("genre", "the genre tables", "genres")

    def test_review_queries(self):
        self.require_flat("review", "the review table", "reviews")

    def test_total_queries(self):
        self.listed()
        _, total = self.reads(LARGE, "author", "genres", "reviews")
        self.require(
            total <= 3, what=f"The page runs {total} queries for {LARGE} books; 3 are enough."
        )
