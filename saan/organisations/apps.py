"""Registers offices and their lines of command with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Offices and local authorities, each in its line of command."""

    name = "saan.organisations"
    label = "organisations"
    verbose_name = "หน่วยงาน"
