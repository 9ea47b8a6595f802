from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, ListView

from .forms import BookingForm
from .models import Booking


class BookingList(LoginRequiredMixin, ListView):
    template_name = "tables/bookings.html"
    context_object_name = "bookings"

    def get_queryset(self):
        return Booking.objects.filter(owner=self.request.user).order_by("day", "pk")


class NewBooking(LoginRequiredMixin, CreateView):
    form_class = BookingForm
    template_name = "tables/book.html"
    success_url = reverse_lazy("bookings")

    def form_valid(self, form):
        form.instance.owner = self.request.user
        return super().form_valid(form)
