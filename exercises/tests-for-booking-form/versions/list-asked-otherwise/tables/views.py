from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from .forms import BookingForm
from .models import Booking


@login_required
def bookings(request):
    own = Booking.objects.filter(owner_id=request.user.pk).order_by("day", "id")
    return render(request, "tables/bookings.html", {"bookings": own})


@login_required
def book(request):
    form = BookingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        booking = form.save(commit=False)
        booking.owner = request.user
        booking.save()
        return redirect("bookings")
    return render(request, "tables/book.html", {"form": form})
