from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from .forms import ContactForm
from .models import Message


def contact(request):
    form = ContactForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "contact/form.html", {"form": form}, status=status)
    data = form.cleaned_data
    Message.objects.create(**data)
    letter = EmailMultiAlternatives(
        data["subject"],
        data["body"],
        f"Our shop <{settings.DEFAULT_FROM_EMAIL}>",
        bcc=settings.CONTACT_TEAM,
        reply_to=[f"{data['name']} <{data['email']}>"],
    )
    letter.send()
    return HttpResponseRedirect(reverse("contact-thanks"), status=303)


def thanks(request):
    return render(request, "contact/thanks.html")
