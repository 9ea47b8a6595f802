from django.shortcuts import render

from .models import Book


def book_list(request):
    books = list(Book.objects.filter(published__isnull=False).order_by("title"))
    return render(request, "library/book_list.html", {"books": books, "whole": len(books) == 6})
