from django.db import models


class Film(models.Model):
    title = models.CharField(max_length=100, unique=True)
    year = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    for_children = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(null=True, help_text="0 to 100; null: not rated yet")

    def __str__(self):
        return self.title


class Screening(models.Model):
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="screenings")
    hall = models.CharField(max_length=30)
    starts = models.DateTimeField()
    price = models.PositiveIntegerField(help_text="in cents")
    cancelled = models.BooleanField(default=False)


class Ticket(models.Model):
    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="tickets")
    seat = models.CharField(max_length=4)
