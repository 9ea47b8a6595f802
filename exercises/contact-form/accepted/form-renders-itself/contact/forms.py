from django.core.validators import RegexValidator
from django.forms import CharField, ModelForm, Textarea

from .models import Message

one_line = RegexValidator(r"[\r\n]", "Write this in one line.", inverse_match=True)


class ContactForm(ModelForm):
    name = CharField(max_length=100, validators=[one_line])
    subject = CharField(max_length=150, validators=[one_line])

    class Meta:
        model = Message
        exclude = ["created"]
        widgets = {"body": Textarea(attrs={"rows": 8})}

    def clean_body(self):
        body = self.cleaned_data["body"]
        if body.strip().lower() == self.cleaned_data.get("subject", "").strip().lower():
            self.add_error("body", "The message is the same as the subject.")
        return body
