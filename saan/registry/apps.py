from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "saan.registry"
    label = "registry"
    verbose_name = "ทะเบียนผู้ผลิตและผลิตภัณฑ์"
