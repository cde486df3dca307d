"""Registers the component templates and their tags with Django."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Small templates shared by the office face and the public face."""

    name = "saan.web.components"
    label = "components"
    verbose_name = "องค์ประกอบหน้าจอ"
