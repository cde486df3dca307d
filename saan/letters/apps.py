from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "saan.letters"
    label = "letters"
    verbose_name = "งานสารบรรณ"
