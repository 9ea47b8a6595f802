from django.urls import path

from . import views

urlpatterns = [
    path("", views.home),
    path("hello/", views.hello),
    path("hello/<name>/", views.greet),
    path("double/<number>/", views.double),
]
