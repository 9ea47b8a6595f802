from django.urls import path

from shop import views

urlpatterns = [
    path("", views.home, name="home"),
    path("basket/", views.add_to_basket, name="basket"),
    path("invite/", views.invite, name="invite"),
    path("report/", views.report, name="report"),
]
