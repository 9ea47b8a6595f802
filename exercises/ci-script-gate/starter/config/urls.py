from django.urls import path

from board import views

urlpatterns = [
    path("", views.home, name="home"),
    path("archive/", views.archive, name="archive"),
    path("notices/<int:pk>/", views.detail, name="detail"),
]
