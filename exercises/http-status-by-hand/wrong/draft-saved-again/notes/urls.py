from django.urls import path

from . import views

urlpatterns = [
    path("notes/", views.note_list, name="note-list"),
    path("notes/new/", views.note_create, name="note-create"),
    path("notes/<int:pk>/", views.note_detail, name="note-detail"),
    path("notes/<int:pk>/delete/", views.note_delete, name="note-delete"),
    path("note/<int:pk>/", views.note_old_address, name="note-old-address"),
]
