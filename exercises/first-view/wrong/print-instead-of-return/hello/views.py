from django.http import HttpResponse


def home(request):
    return HttpResponse("Welcome. This page works.", content_type="text/plain")


def hello(request):
    print("Hello, Django!")


def greet(request, name):
    return HttpResponse(f"Hello, {name}!", content_type="text/plain")


def double(request, number):
    return HttpResponse(number * 2, content_type="text/plain")
