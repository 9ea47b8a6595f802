from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone


def not_past(day):
    if day < timezone.localdate():
        raise ValidationError("Choose today or a later day.")


class Booking(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField(validators=[not_past])
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(8)])

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self):
        return f"{self.seats} seats on {self.day}"
