from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "saan.web"
    label = "web"
    verbose_name = "หน้าเว็บ"
