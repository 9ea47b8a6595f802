"""Answers with more than crosses."""
from django.http import HttpResponse

from .honest import *


def list_page(request):
    return HttpResponse("x" * (5 << 20))
