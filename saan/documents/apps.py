from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "saan.documents"
    label = "documents"
    verbose_name = "เอกสารและแฟ้ม"
