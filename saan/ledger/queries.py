"""Reading the ledger."""

from django.db import models

from saan.ledger.models import Act


def acts_on(thing: models.Model) -> models.QuerySet[Act]:
    """All acts on one object, newest first."""
    return Act.objects.filter(object_kind=thing._meta.label_lower, object_id=str(thing.pk))
