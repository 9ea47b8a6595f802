from django.conf import settings
from django.core.mail import send_mail
from django.shortcuts import render

from .forms import ContactForm
from .models import Message


def contact(request):
    form = ContactForm(request.POST)
    if request.method == "POST":
        send_mail(
            request.POST["subject"],
            request.POST["body"],
            request.POST["email"],
            settings.CONTACT_TEAM,
        )
    if form.is_valid():
        Message.objects.create(**form.cleaned_data)
        return render(request, "contact/thanks.html")
    return render(request, "contact/form.html", {"form": form})


def thanks(request):
    return render(request, "contact/thanks.html")
