from django.db import models


class Notice(models.Model):
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    published = models.DateField()
    pinned = models.CharField(max_length=40, blank=True, default="")
    author = models.CharField(max_length=40, blank=True, default="")
    archived = models.BooleanField(default=False)

    def __str__(self):
        return self.title
