from django.http import Http404, HttpResponse


def home(request):
    return HttpResponse("Welcome. This page works.", content_type="text/plain")


def hello(request):
    return HttpResponse("Hello, Django!", content_type="text/plain")


def greet(request, name):
    return HttpResponse(f"Hello, {name}!", content_type="text/plain")


def double(request, number):
    try:
        whole = int(number)
    except ValueError:
        raise Http404("Only whole numbers can be doubled.")
    return HttpResponse(str(whole + whole), content_type="text/plain")
