from django.db import models


class Order(models.Model):
    customer = models.CharField(max_length=80)

    def __str__(self):
        return self.customer


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.CharField(max_length=80)
    pieces = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"{self.pieces} × {self.product}"


class Note(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(max_length=200)

    def __str__(self):
        return self.text
