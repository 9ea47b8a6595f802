from django.urls import path

from . import views

urlpatterns = [
    path("", views.hello),
    path("hello/", views.hello),
    path("hello/<str:name>/", views.greet),
    path("double/<int:number>/", views.double),
]
