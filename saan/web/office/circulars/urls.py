"""Addresses of circulars."""

from django.urls import path

from saan.web.office.circulars import answering, silence, tree, views

urlpatterns = [
    path("letters/circulars/", views.circulars, name="circulars"),
    path("letters/circulars/new/", views.new, name="circular-new"),
    path("letters/circulars/new/find/", views.find, name="circular-find"),
    path("letters/circulars/acknowledge/", answering.acknowledge_chosen, name="circulars-acknowledge"),
    path("letters/<int:pk>/acknowledge/", answering.acknowledge_one, name="letter-acknowledge"),
    path("letters/<int:pk>/onward/", answering.onward, name="letter-onward"),
    path("letters/<int:pk>/acknowledgements/", tree.acknowledgements, name="letter-acknowledgements"),
    path("letters/<int:pk>/acknowledgements.xlsx", tree.workbook, name="letter-acknowledgements-xlsx"),
    path("letters/<int:pk>/remind/", silence.remind_late, name="letter-remind"),
    path("letters/<int:pk>/escalate/", silence.tell_superiors, name="letter-escalate"),
    path("letters/<int:pk>/recall/", silence.take_back, name="letter-recall"),
    path("letters/<int:pk>/replace/", silence.replace, name="letter-replace"),
]
