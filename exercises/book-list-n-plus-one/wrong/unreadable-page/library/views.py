from django.http import HttpResponse


def book_list(request):
    return HttpResponse("<p>&#" + "1" * 5000 + ";</p>")
