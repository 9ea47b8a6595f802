"""Honest and wrong: what an attack program falls back to, worth no point by itself."""

from django.http import HttpResponse, JsonResponse


def list_page(request):
    return HttpResponse("nothing here")


def detail(request, pk):
    return JsonResponse({"stars": -1})


def create(request):
    return HttpResponse("not saved")


def total():
    return -1
