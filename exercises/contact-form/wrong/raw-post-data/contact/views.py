from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import redirect, render

from .forms import ContactForm


def contact(request):
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid():
            form.save()
            notify_team(request.POST)
            return redirect("contact-thanks")
    else:
        form = ContactForm()
    return render(request, "contact/form.html", {"form": form})


def notify_team(data):
    EmailMessage(
        subject=f"Contact: {data['subject']}",
        body=f"{data['name']} wrote:\n\n{data['body']}",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.CONTACT_TEAM,
        reply_to=[data["email"]],
    ).send()


def thanks(request):
    return render(request, "contact/thanks.html")
