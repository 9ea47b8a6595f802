from django.db import models


class City(models.Model):
    name = models.CharField(max_length=80, unique=True)

    def __str__(self):
        return self.name


class Person(models.Model):
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    city = models.ForeignKey(City, null=True, blank=True, on_delete=models.PROTECT)

    def __str__(self):
        return self.name
