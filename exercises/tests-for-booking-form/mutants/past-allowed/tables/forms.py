from django import forms

from .models import Booking

FEWEST, MOST = 1, 8


class BookingForm(forms.ModelForm):
    class Meta:
        model = Booking
        fields = ["day", "seats"]

    def clean_day(self):
        day = self.cleaned_data["day"]
        return day

    def clean_seats(self):
        seats = self.cleaned_data["seats"]
        if not FEWEST <= seats <= MOST:
            raise forms.ValidationError(f"A table has {FEWEST} to {MOST} seats.")
        return seats
