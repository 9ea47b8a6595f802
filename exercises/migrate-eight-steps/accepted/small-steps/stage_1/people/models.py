from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    city = models.CharField(max_length=80, blank=True, default="")

    def __str__(self):
        return self.name
