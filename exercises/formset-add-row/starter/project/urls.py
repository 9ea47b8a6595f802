from django.urls import path

from orders import views

urlpatterns = [path("orders/<int:pk>/", views.edit_order, name="order")]
