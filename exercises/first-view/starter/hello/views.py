from django.http import HttpResponse


def home(request):
    return HttpResponse("Welcome. This page works.", content_type="text/plain")
