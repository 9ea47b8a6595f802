from django.contrib.auth.views import LoginView
from django.urls import path

from tables import views

urlpatterns = [
    path("bookings/", views.BookingList.as_view(), name="bookings"),
    path("bookings/new/", views.NewBooking.as_view(), name="book"),
    path("login/", LoginView.as_view(template_name="tables/login.html"), name="login"),
]
