"""Registers the tree of places with Django."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    """Places of Thailand with the dates on which each was in force."""

    name = "saan.geography"
    label = "geography"
    verbose_name = "พื้นที่การปกครอง"
