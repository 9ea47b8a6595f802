from django import forms
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from .models import Note


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]


def text_answer(*lines, status=200):
    return HttpResponse([line + "\n" for line in lines], status=status, content_type="text/plain")


@require_http_methods(["GET", "HEAD"])
def note_list(request):
    visits = request.session.get("visits", {})
    visits["list"] = visits.get("list", 0) + 1
    request.session["visits"] = visits
    return text_answer(
        *(f"{note.id}: {note}" for note in Note.objects.order_by("id")),
        f"Visits: {visits['list']}",
    )


@require_http_methods(["POST"])
def note_create(request):
    form = NoteForm(request.POST)
    if form.is_valid():
        return redirect(reverse("note-detail", args=[form.save().pk]))
    return text_answer(*form.errors["text"], status=400)


@require_http_methods(["GET", "HEAD"])
def note_detail(request, pk):
    return text_answer(get_list_or_404(Note, pk=pk)[0].text)


@require_http_methods(["POST"])
def note_delete(request, pk):
    deleted, _ = Note.objects.filter(pk=pk).delete()
    return HttpResponse(status=204 if deleted else 404)


@require_http_methods(["GET", "HEAD"])
def note_old_address(request, pk):
    return redirect("note-detail", permanent=True, pk=pk)
