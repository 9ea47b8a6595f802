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
        return subject

    def clean(self):
        cleaned = super().clean()
        subject, body = cleaned.get("subject"), cleaned.get("body")
        if subject and body and subject.strip().casefold() == body.strip().casefold():
            self.add_error("body", "Tell us more than the subject does.")
        return cleaned
