from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "saan.selection"
    label = "selection"
    verbose_name = "การคัดเลือก"

    def ready(self) -> None:
        from saan.directives.catalogue import publish_choices
        from saan.selection.countables import nominated

        publish_choices(nominated)
