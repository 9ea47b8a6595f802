from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from .models import Note


def plain(text, status=200):
    return HttpResponse(text, content_type="text/plain", status=status)


@require_safe
def note_list(request):
    visits = request.session.get("visits", 0) + 1
    request.session["visits"] = visits
    lines = [f"{note.pk}: {note.text}" for note in Note.objects.all()]
    lines.append(f"Visits: {visits}")
    return plain("\n".join(lines))


@require_POST
def note_create(request):
    text = request.POST.get("text", "").strip()
    if not text:
        return plain("A note needs a text.", status=400)
    if len(text) > 200:
        return plain("A note has at most 200 characters.", status=400)
    note = Note.objects.create(text=text)
    request.session["draft"] = text
    return redirect("note-detail", pk=note.pk)


@require_safe
def note_detail(request, pk):
    draft = request.session.get("draft")
    if draft:
        Note.objects.create(text=draft)
    return plain(get_object_or_404(Note, pk=pk).text)


@require_POST
def note_delete(request, pk):
    get_object_or_404(Note, pk=pk).delete()
    return HttpResponse(status=204)


@require_safe
def note_old_address(request, pk):
    return redirect("note-detail", pk=pk, permanent=True)
