from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "saan.outreach"
    label = "outreach"
    verbose_name = "การเผยแพร่"
