from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "saan.web.public"
    label = "public"
    verbose_name = "หน้าสาธารณะ"
