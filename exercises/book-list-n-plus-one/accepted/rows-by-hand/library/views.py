from collections import Counter, defaultdict

from django.shortcuts import render

from .models import Book, Review


def book_list(request):
    genres = defaultdict(list)
    for book, genre in Book.genres.through.objects.order_by("genre__name").values_list(
        "book", "genre__name"
    ):
        genres[book].append(genre)
    approved = Counter(Review.objects.filter(approved=True).values_list("book", flat=True))
    published = Book.objects.exclude(published=None).order_by("title")
    books = [
        {
            "pk": pk,
            "title": title,
            "author": author,
            "genres": ", ".join(genres[pk]),
            "reviews": approved[pk],
        }
        for pk, title, author in published.values_list("pk", "title", "author__name")
    ]
    return render(request, "library/book_list.html", {"books": books})
