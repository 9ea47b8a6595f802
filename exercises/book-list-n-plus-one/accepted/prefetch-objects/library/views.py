from django.db.models import Prefetch
from django.shortcuts import render

from .models import Book, Genre, Review


def book_list(request):
    books = (
        Book.objects.filter(published__isnull=False)
        .select_related("author")
        .prefetch_related(
            Prefetch("genres", Genre.objects.order_by("name")),
            Prefetch("reviews", Review.objects.filter(approved=True), to_attr="approved"),
        )
        .order_by("title")
    )
    return render(request, "library/book_list.html", {"books": books})
