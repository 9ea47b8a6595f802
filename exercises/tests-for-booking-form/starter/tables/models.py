from django.conf import settings
from django.db import models


class Booking(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    day = models.DateField()
    seats = models.PositiveSmallIntegerField()

    def __str__(self):
        return f"{self.seats} seats on {self.day}"
