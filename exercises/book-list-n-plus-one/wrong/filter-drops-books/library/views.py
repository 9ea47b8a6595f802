from django.db.models import Count
from django.shortcuts import render

from .models import Book


def book_list(request):
    books = (
        Book.objects.filter(published__isnull=False, reviews__approved=True)
        .select_related("author")
        .prefetch_related("genres")
        .annotate(approved_review_count=Count("reviews"))
        .order_by("title")
    )
    return render(request, "library/book_list.html", {"books": books})
