"""Django's settings. Every value an office may choose comes from the environment and is named in docs/settings.md."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from saan.config import postgres

# Polars hands memory back to the system at once; a worker that has read a national workbook would keep it otherwise.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = postgres.data_folder()


def _secret_key() -> str:
    """SAAN_SECRET_KEY, or one made for this data folder and kept there, readable by its owner alone."""
    if os.environ.get("SAAN_SECRET_KEY"):
        return os.environ["SAAN_SECRET_KEY"]
    keep = DATA_DIR / "secret-key"
    if not keep.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with open(os.open(keep, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return keep.read_text().strip()


def _origin(template: str) -> str:
    """Scheme and host of a tile address, for the content security policy; a changing first part is a wildcard."""
    parts = urlsplit(template.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"


SECRET_KEY = _secret_key()
SAAN_DATA_KEY = os.environ.get("SAAN_DATA_KEY") or SECRET_KEY
SAAN_MAP_TILES = os.environ.get("SAAN_MAP_TILES", "")
DEBUG = False
ALLOWED_HOSTS = [
    host for host in os.environ.get("SAAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
PUBLIC_ADDRESS = os.environ.get("SAAN_ADDRESS", "http://localhost:8000").rstrip("/")
SAAN_DEMO = os.environ.get("SAAN_DEMO", "") == "1"

SAAN_EMAIL_URL = os.environ.get("SAAN_EMAIL_URL", "")
SAAN_IMAP_URL = os.environ.get("SAAN_IMAP_URL", "")
SAAN_ECMS_URL = os.environ.get("SAAN_ECMS_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_cotton",
    "procrastinate.contrib.django",
    "leaflet",
    "saan.ledger",
    "saan.geography",
    "saan.organisations",
    "saan.accounts",
    "saan.documents",
    "saan.letters",
    "saan.registry",
    "saan.tourism",
    "saan.directives",
    "saan.selection",
    "saan.reporting",
    "saan.indicators",
    "saan.outreach",
    "saan.demonstration",
    "saan.web",
    "saan.web.components",
    "saan.web.office",
    "saan.web.public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saan.web.access.AccessMiddleware",
]

ROOT_URLCONF = "saan.config.urls"
WSGI_APPLICATION = "saan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "saan.web.context.frame",
            ],
        },
    }
]

FORM_RENDERER = "saan.web.components.forms.SaanRenderer"

# Pages ask short questions: compiling them (jit) costs more than it gives, up to half a second on a national list.
DATABASES = {
    "default": {
        **dj_database_url.parse(os.environ.get("DATABASE_URL") or postgres.cluster().url()),
        "OPTIONS": {
            "options": "-c jit=off",
            **({"pool": {"min_size": 1, "max_size": 8}} if os.environ.get("SAAN_SERVING") else {}),
        },
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "collected"
STATICFILES_DIRS = [folder for folder in [DATA_DIR / "static"] if folder.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if not os.environ.get("SAAN_SERVING"):
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = DATA_DIR / "files"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:", *([_origin(SAAN_MAP_TILES)] if SAAN_MAP_TILES else [])],
    "frame-src": ["'self'"],
    "object-src": ["'self'"],
    "frame-ancestors": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "saan.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
