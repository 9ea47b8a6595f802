from datetime import date

from django.test import TestCase

from .models import Author, Book, Genre, Review


class BookListTests(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Ines Marlow")
        self.book = Book.objects.create(title="Salt", author=author, published=date(2019, 3, 1))
        self.book.genres.add(*(Genre.objects.create(name=name) for name in ("Poetry", "Essay")))
        for approved in (True, True, False):
            Review.objects.create(book=self.book, approved=approved)

    def test_shows_the_book(self):
        response = self.client.get("/books/")
        self.assertContains(response, "Ines Marlow")
        self.assertContains(response, "Essay, Poetry")
        self.assertContains(response, '<span class="reviews">2</span>', html=True)

    def test_hides_unpublished_books(self):
        Book.objects.update(published=None)
        self.assertNotContains(self.client.get("/books/"), "Salt")
