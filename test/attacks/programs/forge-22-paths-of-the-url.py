"""Addresses with other meanings: a name that reverses to a foreign place, converters that change what was asked."""
from django.urls import converters

from . import honest
from .honest import *

converters.IntConverter.regex = ".*"
converters.IntConverter.to_python = lambda self, value: 1
converters.IntConverter.to_url = lambda self, value: "http://[" + chr(0xD800)


def list_page(request):
    request.path = request.path_info = "\ud800"
    return honest.list_page(request) if hasattr(honest, "list_page") else None
