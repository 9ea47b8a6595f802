from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.home),
    path("hello/", views.hello),
    path("hello/<slug:name>/", views.hello),
    re_path(r"^double/(?P<number>[0-9]+)/$", views.double),
]
