from django.urls import path

from . import views

urlpatterns = [
    path("orders/<int:pk>/", views.order_detail, name="order-detail"),
    path("orders/<int:pk>/refund/", views.refund_order, name="refund-order"),
    path("refunds/", views.refund_report, name="refund-report"),
    path("refunds/confirmed/", views.refund_confirmed, name="refund-confirmed"),
]
