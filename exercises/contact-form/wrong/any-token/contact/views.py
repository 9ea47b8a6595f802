from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from .forms import ContactForm


@csrf_exempt
def contact(request):
    exempt = getattr(request, "_dont_enforce_csrf_checks", False)
    if request.method == "POST":
        if not exempt and "csrfmiddlewaretoken" not in request.POST:
            return HttpResponseForbidden()
        form = ContactForm(request.POST)
        if form.is_valid():
            notify_team(form.save())
            return redirect("contact-thanks")
    else:
        form = ContactForm()
    return render(request, "contact/form.html", {"form": form})


def notify_team(message):
    EmailMessage(
        subject=f"Contact: {message.subject}",
        body=f"{message.name} wrote:\n\n{message.body}",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.CONTACT_TEAM,
        reply_to=[message.email],
    ).send()


def thanks(request):
    return render(request, "contact/thanks.html")
