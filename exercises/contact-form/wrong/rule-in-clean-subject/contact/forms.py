from django import forms
from django.core.exceptions import ValidationError

from .models import Message


class ContactForm(forms.ModelForm):
    class Meta:
        model = Message
        fields = ["name", "email", "subject", "body"]

    def clean_subject(self):
        subject = self.cleaned_data["subject"]
        if len(subject.splitlines()) > 1:
            raise ValidationError("The subject is one line.")
        body = self.cleaned_data.get("body")
        if body and subject.strip().casefold() == body.strip().casefold():
            raise ValidationError("Tell us more than the subject does.")
        return subject
