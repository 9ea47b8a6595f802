from django.urls import path

from . import views

urlpatterns = [
    path("", views.home),
    path("hello/", views.hello),
    path("hello/<str:name>/", views.greet),
    path("double/<str:number>/", views.double),
]
