"""About the house: every table says in Thai what it is, how private it is, and looks only downwards."""

import pytest
from django.apps import apps
from django.db import models

FLOORS = [
    {"ledger", "geography"},
    {"organisations"},
    {"accounts"},
    {"documents", "policy"},
    {"letters", "registry", "tourism"},
    {"directives"},
    {"selection", "reporting"},
    {"indicators"},
    {"outreach"},
    {"web"},
]
HEIGHT = {label: height for height, floor in enumerate(FLOORS) for label in floor}
OURS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model.__module__.startswith("saan.") and not model._meta.proxy
]


def _thai(text: object) -> bool:
    return any("ก" <= letter <= "๛" for letter in str(text))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_and_field_has_a_thai_label(model: type[models.Model]) -> None:
    assert _thai(model._meta.verbose_name)
    unlabelled = [
        field.name for field in model._meta.fields if not field.primary_key and not _thai(field.verbose_name)
    ]
    assert unlabelled in ([], ["password", "last_login"], ["last_login", "password"]) or all(
        field in ("password", "last_login") for field in unlabelled
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_has_one_privacy_class(model: type[models.Model]) -> None:
    declared = [*model.Privacy.public, *model.Privacy.internal, *model.Privacy.personal]  # type: ignore[attr-defined]
    fields = [field.name for field in [*model._meta.fields, *model._meta.many_to_many]]
    assert sorted(declared) == sorted(fields)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_never_look_upwards(model: type[models.Model]) -> None:
    own = HEIGHT[model._meta.app_label]
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            other = field.related_model._meta.app_label
            assert other == model._meta.app_label or HEIGHT[other] < own, f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_moment_of_an_act_names_its_actor(model: type[models.Model]) -> None:
    """A field x_at has its x_by; moments that no person causes are listed here."""
    nobody = {
        "accounts.User.created_at",
        "letters.LetterReading.made_at",
        "directives.Obligation.delivered_at",
    }
    names = {field.name for field in model._meta.fields}
    for name in names:
        if name.endswith("_at") and f"{model._meta.label}.{name}" not in nobody:
            assert f"{name.removesuffix('_at')}_by" in names, f"{model._meta.label}.{name}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_constraints_speak_thai(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            assert _thai(constraint.violation_error_message), constraint.name
