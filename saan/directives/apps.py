from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "saan.directives"
    label = "directives"
    verbose_name = "ข้อสั่งการและภาระงาน"
