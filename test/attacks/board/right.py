from django.db.models import Sum
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from .models import Note


def list_page(request):
    notes = Note.objects.select_related("owner").order_by("title")
    return HttpResponse("\n".join(f"{note.title} by {note.owner.name}" for note in notes))


def detail(request, pk):
    note = get_object_or_404(Note, pk=pk)
    return JsonResponse({"title": note.title, "stars": note.stars})


def create(request):
    if not request.POST.get("title"):
        return HttpResponse("a title is needed", status=400)
    Note.objects.create(title=request.POST["title"], owner_id=request.POST["owner"])
    return redirect("list")


def total():
    return Note.objects.aggregate(total=Sum("stars"))["total"] or 0
