from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.generic import CreateView

from .forms import ContactForm


class ContactView(CreateView):
    form_class = ContactForm
    template_name = "contact/form.html"
    success_url = reverse_lazy("contact-thanks")

    def form_valid(self, form):
        response = super().form_valid(form)
        EmailMessage(
            "Message from the site: " + self.object.subject,
            self.object.body,
            to=settings.CONTACT_TEAM,
            headers={"Reply-To": self.object.email},
        ).send()
        return response


contact = ContactView.as_view()


def thanks(request):
    return render(request, "contact/thanks.html")
