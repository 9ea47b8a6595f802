from django import forms
from django.utils import timezone

from .models import Booking

FEWEST, MOST = 1, 8


class BookingForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["day", "seats"]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError("Choose today or a later day.")
        return day

    def clean_seats(self):
        seats = self.cleaned_data["seats"]
        if seats < FEWEST or seats > MOST:
            raise forms.ValidationError(f"A table has {FEWEST} to {MOST} seats.")
        return seats
