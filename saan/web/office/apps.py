from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "saan.web.office"
    label = "office"
    verbose_name = "โต๊ะงาน"
