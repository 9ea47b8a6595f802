from django.shortcuts import get_object_or_404, redirect, render

from .forms import LineFormSet, NoteFormSet
from .models import Order


def edit_order(request, pk):
    order = get_object_or_404(Order, pk=pk)
    data = request.POST if request.method == "POST" else None
    lines = LineFormSet(data, instance=order, prefix="lines")
    notes = NoteFormSet(data, instance=order, prefix="notes")
    if data is not None and lines.is_valid() and notes.is_valid():
        lines.save()
        notes.save()
        return redirect("order", pk=pk)
    return render(request, "orders/order_form.html", {"order": order, "formsets": [lines, notes]})
