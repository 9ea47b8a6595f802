from django.contrib.auth.views import LoginView
from django.urls import path

from tables import views

urlpatterns = [
    path("bookings/", views.bookings, name="bookings"),
    path("bookings/new/", views.book, name="book"),
    path("login/", LoginView.as_view(template_name="tables/login.html"), name="login"),
]
