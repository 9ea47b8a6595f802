from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)

from .models import Note


def find(pk):
    try:
        return Note.objects.get(pk=int(pk))
    except (ValueError, Note.DoesNotExist):
        raise Http404("no such note")


def note_list(request):
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    request.session.setdefault("count", 0)
    request.session["count"] += 1
    body = "".join(f"{pk}: {text}\r\n" for pk, text in Note.objects.values_list("pk", "text"))
    response = HttpResponse(content_type="text/plain")
    response.write(body)
    response.write(f"Visits: {request.session['count']}\r\n")
    return response


def note_create(request):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    text = request.POST.get("text")
    if text is None or text.isspace() or not 1 <= len(text) <= 200:
        return HttpResponseBadRequest("1 to 200 characters, please", content_type="text/plain")
    note = Note(text=text)
    note.save()
    response = HttpResponse(status=303)
    response["Location"] = request.build_absolute_uri(f"/notes/{note.id}/")
    return response


def note_detail(request, pk):
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return HttpResponse(find(pk).text, content_type="text/plain")


def note_delete(request, pk):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    find(pk).delete()
    response = HttpResponse(status=204)
    del response["Content-Type"]
    return response


def old(request, pk):
    if request.method == "GET":
        return HttpResponsePermanentRedirect(f"/notes/{pk}/")
    return HttpResponseNotAllowed(["GET"])
