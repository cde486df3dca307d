from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "saan.tourism"
    label = "tourism"
    verbose_name = "ท่องเที่ยวชุมชนและอัตลักษณ์ท้องถิ่น"
