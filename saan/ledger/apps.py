from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "saan.ledger"
    label = "ledger"
    verbose_name = "บันทึกการกระทำ"
