from django.urls import path

from board import views

urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("new/", views.create, name="create"),
]
