from django import forms

from .models import Refund


class MonthForm(forms.Form):
    month = forms.IntegerField(min_value=1, max_value=12)


class RefundForm(forms.ModelForm):
    class Meta:
        model = Refund
        fields = ["reason"]
