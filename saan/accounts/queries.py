"""What people keep for themselves."""

from django.db.models import QuerySet

from saan.accounts.models import SavedView, User


def views_of(user: User, page: str = "") -> QuerySet[SavedView]:
    """The person's saved lists, of one page where it is named, by their names."""
    found = SavedView.objects.filter(user=user)
    return found.filter(page=page) if page else found
