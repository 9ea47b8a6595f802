from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import render

from .forms import ContactForm


def contact(request):
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid():
            notify_team(form.save())
            return render(request, "contact/thanks.html")
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
