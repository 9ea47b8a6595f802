from django.shortcuts import render

from .models import Book


def book_list(request):
    books = Book.objects.filter(published__isnull=False).select_related("author").order_by("title")
    return render(request, "library/book_list.html", {"books": books})
