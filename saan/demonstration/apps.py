from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "saan.demonstration"
    label = "demonstration"
    verbose_name = "การสาธิต"
