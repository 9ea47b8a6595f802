from django.http import HttpResponse

from .models import Note

visits = 0


def plain(text):
    return HttpResponse(text, content_type="text/plain")


def note_list(request):
    global visits
    visits += 1
    lines = [f"{note.pk}: {note.text}" for note in Note.objects.all()]
    lines.append(f"Visits: {visits}")
    return plain("\n".join(lines))


def note_create(request):
    note = Note.objects.create(text=request.POST.get("text", "").strip()[:200])
    return plain(f"Saved as {note.pk}.")


def note_detail(request, pk):
    note = Note.objects.filter(pk=pk).first()
    if note is None:
        return plain("There is no such note.")
    return plain(note.text)


def note_delete(request, pk):
    Note.objects.filter(pk=pk).delete()
    return plain("Deleted.")
