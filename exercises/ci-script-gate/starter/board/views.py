from django.conf import settings
from django.shortcuts import get_object_or_404, render

from .models import Notice


def label():
    return next(iter(settings.LABELS.values()))


def home(request):
    notices = Notice.objects.filter(archived=False).order_by("-published", "title")
    return render(request, "board/home.html", {"label": label(), "notices": notices})


def archive(request):
    notices = Notice.objects.filter(archived=True).order_by("-published", "title")
    return render(request, "board/archive.html", {"label": label(), "notices": notices})


def detail(request, pk):
    notice = get_object_or_404(Notice, pk=pk)
    return render(request, "board/detail.html", {"label": label(), "notice": notice})
