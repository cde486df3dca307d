"""What every test stands on: a real PostgreSQL, the real places and offices, and a fixed cast.

Reference data (places, offices, the cast) is loaded once a test database and survives every test; a test that commits
has its own rows cleared afterwards, never these.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

# How long a case takes is for bench/ to say, and never a reason to fail.
settings.register_profile("saan", deadline=None)
settings.load_profile("saan")
LETTERS = Path(os.environ.get("SAAN_LETTERS") or Path(__file__).resolve().parents[2] / "shared" / "letters")
_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the embedded server up for the run when no DATABASE_URL names another."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser driver leaves an event loop in its thread
    if not os.environ.get("DATABASE_URL"):
        from saan.config import postgres

        os.environ["DATABASE_URL"] = _held.enter_context(postgres.held(postgres.cluster()))


def pytest_unconfigure(config: pytest.Config) -> None:
    _held.close()


@pytest.fixture(scope="session")
def shared_letters() -> Path:
    """The shared corpus of letters, where this checkout has it beside it."""
    if not LETTERS.exists():
        pytest.skip(f"ไม่มีคลังหนังสือตัวอย่างที่ {LETTERS} (ตั้ง SAAN_LETTERS เพื่อชี้ที่อื่น)")
    return LETTERS


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Fill the fresh test database with the reference data; at the end let go of what threads of tests left open."""
    from django.core.management import call_command
    from django.db import connection

    from tests.factories.cast import load_cast

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("load_places", verbosity=0)
        call_command("load_offices", verbosity=0)
        load_cast()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True, scope="session")
def _reference_data_survives() -> Iterator[None]:
    """A committing test clears all tables but the reference ones, instead of everything.

    For the whole session, since the tables are cleared after a test's own fixtures have ended.
    """
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: _clear_all_but_reference())
        yield


def _clear_all_but_reference() -> None:
    from django.apps import apps
    from django.db import connection

    kept = {"geography", "organisations", "accounts", "contenttypes", "auth"}
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.app_label not in kept}
    tables -= {"letters_retentionclass"}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture(autouse=True)
def _files_apart(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")  # type: ignore[attr-defined]


@pytest.fixture
def actor(db: None):
    """`actor("province24")` is that member of the cast at their post."""
    from tests.factories.cast import actor_named

    return actor_named


@pytest.fixture
def as_user(client, db: None):
    """`as_user("province24")` is a test client signed in as that member of the cast."""
    from saan.accounts.models import User

    def signed_in(username: str):
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in
