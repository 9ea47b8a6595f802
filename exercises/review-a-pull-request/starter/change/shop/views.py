import hashlib
import hmac
import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Sum
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .forms import MonthForm, RefundForm
from .models import Order, Refund


@login_required
def order_detail(request, pk):
    order = get_object_or_404(Order, pk=pk, customer=request.user)
    return render(request, "shop/order_detail.html", {"order": order, "form": RefundForm()})


@login_required
@require_POST
def refund_order(request, pk):
    order = get_object_or_404(Order.objects.select_for_update(), pk=pk)
    form = RefundForm(request.POST)
    if not order.is_refundable():
        messages.error(request, _("This order can no longer be refunded."))
        return redirect("order-detail", pk=pk)
    if not form.is_valid():
        return render(request, "shop/order_detail.html", {"order": order, "form": form})
    Refund.objects.create(order=order, amount=order.total, reason=form.cleaned_data["reason"])
    order.state = Order.State.REFUNDED
    order.save(update_fields=["state"])
    messages.success(request, "Your money is on its way back to you.")
    return redirect("order-detail", pk=pk)


@permission_required("shop.see_refund_report", raise_exception=True)
def refund_report(request):
    refunds = Refund.objects.all()
    total = refunds.aggregate(total=Sum("amount"))["total"] or 0
    month = MonthForm(request.GET)
    if month.is_valid():
        year = timezone.now().year
        refunds = refunds.filter(requested_at__month=month.cleaned_data["month"], requested_at__year=year)
    rows = []
    for refund in refunds:
        rows.append(
            {
                "order": str(refund.order),
                "customer": refund.order.customer.get_full_name(),
                "amount": refund.amount,
            }
        )
    return render(request, "shop/refund_report.html", {"rows": rows, "total": total, "form": month})


@csrf_exempt
@require_POST
def refund_confirmed(request):
    """The bank's server calls this; it has no cookie of ours and signs its messages instead."""
    expected = hmac.new(settings.BANK_KEY.encode(), request.body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Bank-Signature", "")):
        return HttpResponseForbidden()
    number = json.loads(request.body)["refund"]
    Refund.objects.filter(pk=number, confirmed_at=None).update(confirmed_at=timezone.now())
    return HttpResponse(status=204)
