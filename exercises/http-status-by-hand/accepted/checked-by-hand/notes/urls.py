from django.urls import path

from . import views

urlpatterns = [
    path("notes/", views.note_list),
    path("notes/new/", views.note_create),
    path("notes/<str:pk>/", views.note_detail),
    path("notes/<str:pk>/delete/", views.note_delete),
    path("note/<str:pk>/", views.old),
]
