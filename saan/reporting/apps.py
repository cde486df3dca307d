from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "saan.reporting"
    label = "reporting"
    verbose_name = "รายงาน"
