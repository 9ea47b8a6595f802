from django.http import HttpResponse


def home(request):
    return HttpResponse("Welcome. This page works.", content_type="text/plain")


def hello(request):
    return HttpResponse("Hello, Django!", content_type="text/plain")


def greet(request, name):
    return HttpResponse("Hello, Ada!", content_type="text/plain")


def double(request, number):
    return HttpResponse(number * 2, content_type="text/plain")
