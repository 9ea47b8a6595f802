from django import forms


class ContactForm(forms.Form):
    name = forms.CharField(max_length=100)
    email = forms.EmailField(max_length=254)
    subject = forms.CharField(max_length=150)
    body = forms.CharField(max_length=5000, widget=forms.Textarea)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean(self):
        subject = self.cleaned_data.get("subject", "").lower()
        if subject and self.cleaned_data.get("body", "").lower() == subject:
            raise forms.ValidationError("The message only repeats its subject.")
