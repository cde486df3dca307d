"""Addresses of posts and stories."""

from django.urls import path

from saan.web.office.outreach import views

urlpatterns = [
    path("outreach/", views.outreach, name="outreach"),
    path("outreach/posts/new/", views.new_post, name="outreach-post-new"),
    path("outreach/posts/check/", views.check, name="outreach-check"),
    path("outreach/posts/<int:pk>/", views.post, name="outreach-post"),
    path("outreach/stories/draft/<int:pk>/", views.draft, name="outreach-story-draft"),
    path("outreach/stories/<int:pk>/", views.story, name="outreach-story"),
    path("outreach/stories/<int:pk>/approve/", views.approve, name="outreach-story-approve"),
    path("outreach/stories/<int:pk>/withdraw/", views.withdraw, name="outreach-story-withdraw"),
]
