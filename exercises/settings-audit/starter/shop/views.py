from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST


def home(request):
    return render(request, "shop/home.html", {"pieces": request.session.get("pieces", 0)})


@require_POST
def add_to_basket(request):
    request.session["pieces"] = request.session.get("pieces", 0) + 1
    return redirect("home")


def invite(request):
    """A link for a friend. The signature shows that the link is ours."""
    return HttpResponse(signing.dumps({"invited_by": "market"}), content_type="text/plain")


def report(request):
    """Fails since last week; a colleague is repairing it. Somebody should have been told."""
    figures = {"apples": 12}
    return HttpResponse(figures["pears"])
