from django.db.models import Count, Q
from django.shortcuts import render

from .models import Book


def book_list(request):
    books = (
        Book.objects.filter(published__isnull=False)
        .select_related("author")
        .prefetch_related("genres")
        .annotate(
            genre_count=Count("genres"),
            approved_review_count=Count("reviews", filter=Q(reviews__approved=True)),
        )
        .order_by("title")
    )
    return render(request, "library/book_list.html", {"books": books})
