from django.http import HttpResponse


def plain(text):
    return HttpResponse(text + "\n", headers={"Content-Type": "text/plain"})


def home(request):
    return plain("Welcome. This page works.")


def hello(request, name="Django"):
    return plain("Hello, " + name + "!")


def double(request, number):
    return plain(str(int(number) * 2))
