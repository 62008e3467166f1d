"""All settings of the portal, read once at start; what differs between machines comes from the environment.

``docs/operations.md`` lists the variables. ``PORTAL_DEMO=1`` is set by ``make run`` only.
"""

import os
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from ibs_portal.database.cursor import OneStatementCursor
from ibs_portal.languages import SITE_LANGUAGES, letter_language_choices

BASE_DIR = Path(__file__).resolve().parent.parent


# --- The environment ---------------------------------------------------------------------------------------


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def switch(name: str, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return text(name, default).replace(",", " ").split()


def secret(name: str) -> str:
    """A secret from the variable itself or from the file that ``NAME_FILE`` points to."""
    if file := text(f"{name}_FILE"):
        return Path(file).read_text().strip()
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to a file that holds it.")


DEMO = switch("PORTAL_DEMO")
DEBUG = switch("PORTAL_DEBUG")
TESTING = switch("PORTAL_TESTING")
VAR = Path(text("PORTAL_VAR", str(BASE_DIR / "var")))

# --- Addresses and secrets ---------------------------------------------------------------------------------

SECRET_KEY = "only-for-tests-" * 4 if TESTING else secret("PORTAL_SECRET_KEY")
ALLOWED_HOSTS = words("PORTAL_HOSTS", "localhost 127.0.0.1 [::1]")
SITE_URL = text("PORTAL_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = words("PORTAL_ORIGINS", SITE_URL)
# The demo and the tests run without a certificate; everything else is served over TLS only.
IS_SECURE = SITE_URL.startswith("https://")

# --- Applications ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ibs_portal.database",
    "ibs_portal.accounts",
    "ibs_portal.audit",
    "ibs_portal.privacy",
    "ibs_portal.mail",
    "ibs_portal.ui",
    "counselling",
    "volunteers",
    "projects",
    "ibs_portal.website",
    "ibs_portal.apps.SetupConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "ibs_portal.website.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ibs_portal.website.middleware.CleanInputMiddleware",
    "ibs_portal.database.middleware.EntranceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ibs_portal.website.middleware.LetterLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ibs_portal.database.middleware.WhoIsAskingMiddleware",
    "ibs_portal.audit.middleware.TraceMiddleware",
    "ibs_portal.accounts.middleware.AccountLanguageMiddleware",
    "ibs_portal.accounts.middleware.RealmMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ibs_portal.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ibs_portal.urls"
WSGI_APPLICATION = "ibs_portal.wsgi.application"

# One library takes the place of Django's on purpose (``libraries``); a test sees to it that it is the only one.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ibs_portal.website.context_processors.portal",
            ],
            "builtins": ["ibs_portal.ui.templatetags.cheap"],
            "libraries": {"i18n": "ibs_portal.ui.templatetags.kept_i18n"},
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kern",)
CRISPY_TEMPLATE_PACK = "kern"

# --- Database ----------------------------------------------------------------------------------------------


# "serving" for web, jobs and most commands; "owner" for migrations (manage.py chooses).
DATABASE_LOGIN = text("PORTAL_DATABASE_LOGIN", "serving")


def database(url: str) -> dict:
    """Django's settings for a PostgreSQL address; libpq's own parser reads it."""
    parts = conninfo_to_dict(url)
    named = {key: parts.pop(part, "") for key, part in DATABASE_KEYS.items()}
    # Whoever serves can never be made to run a second statement; migrations consist of them.
    one_statement = {} if DATABASE_LOGIN == "owner" else {"cursor_factory": OneStatementCursor}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, "server_side_binding": True, **PREPARED, **parts, **one_statement},
    }


# Only statements that were composed once are prepared (``database/cursor.py``), and none by being counted.
PREPARED = {"prepare_threshold": 1_000_000_000}
DATABASE_KEYS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
SERVING_URL = secret("DATABASE_URL")
OWNER_URL = text("DATABASE_OWNER_URL", SERVING_URL)
DATABASES = {"default": database(OWNER_URL if DATABASE_LOGIN == "owner" else SERVING_URL)}
# Which part of the portal this process serves. "staff" serves everything; "public" knows no staff account, no
# staff session and no staff page, and its login cannot become a role that does (docs/security.md).
REALM = text("PORTAL_REALM", "staff")
# The logins of the server and what they may become; those that do not exist are left out.
LOGINS = {
    "everything": text("PORTAL_LOGIN_EVERYTHING", "portal_app"),
    "public": text("PORTAL_LOGIN_PUBLIC", "portal_public"),
    "staff": text("PORTAL_LOGIN_STAFF", "portal_staff"),
    "jobs": text("PORTAL_LOGIN_JOBS", "portal_worker"),
}
# Seals who is asking (ibs_portal/database/seal.py) and signs the links of mails, which one process writes and
# another reads; the same for all processes of one database.
SEAL_KEY = secret("PORTAL_SEAL_KEY") if text("PORTAL_SEAL_KEY") or text("PORTAL_SEAL_KEY_FILE") else SECRET_KEY
# The trail's triggers are made after each migration from one declaration (ibs_portal/privacy/watched.py), like the
# rights; the library shall write them neither into migrations nor into the state of models.
PGTRIGGER_MIGRATIONS = PGTRIGGER_SCHEMA_EDITOR = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all workers, so that rate limits hold; the table comes from a migration.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "KEY_FUNCTION": "ibs_portal.database.identity.cache_key",
    }
}
# Finished answers (the state of the door, the home page) are kept in the process while they are right. Not in
# tests, where the number of queries of a page must not depend on what was asked before.
KEEP_ANSWERS = not TESTING

# --- People and doors --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ibs_portal.accounts.backends.RolesBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:landing"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "ibs_portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_SECURE else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "IBS-Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False
# Staff need a second factor; the demo runs without and says so.
SECOND_FACTOR_REQUIRED = not DEMO

SESSION_ENGINE = "ibs_portal.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
# Two demos on two ports of one machine share their cookies, so the port is part of the name there.
COOKIE_PREFIX = "__Host-" if IS_SECURE else f"portal{SITE_URL.rpartition(':')[2].strip('/')}-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_SECURE

# --- Headers -----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("PORTAL_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # The icons of the design system are masks with "data:" addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Mail and jobs -----------------------------------------------------------------------------------------

# Every mail becomes a job in the same transaction; the worker hands it to the delivery backend.
EMAIL_BACKEND = "ibs_portal.mail.backends.QueueBackend"
MAIL_DELIVERY_BACKEND = (
    "ibs_portal.mail.backends.DemoBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
DEFAULT_FROM_EMAIL = text("PORTAL_MAIL_FROM", "portal@example.org")
# Who reads reports of barriers and of security holes.
OPERATOR_MAIL = text("PORTAL_OPERATOR_MAIL", DEFAULT_FROM_EMAIL)
EMAIL_HOST = text("PORTAL_SMTP_HOST", "localhost")
EMAIL_PORT = int(text("PORTAL_SMTP_PORT", "25"))
EMAIL_HOST_USER = text("PORTAL_SMTP_USER")
EMAIL_HOST_PASSWORD = secret("PORTAL_SMTP_PASSWORD") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = switch("PORTAL_SMTP_TLS")
EMAIL_TIMEOUT = 10

# --- Language and time -------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = SITE_LANGUAGES
# Pages behind the links of letters are offered in these as well.
LANGUAGES_OF_LETTERS = letter_language_choices()
LOCALE_PATHS = [BASE_DIR / "ibs_portal" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Files -------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(text("PORTAL_STATIC_ROOT", str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR / "media"
# Uploads stay in memory: nothing unencrypted is written to a disk. Larger ones are refused.
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
# Encrypts documents and notes (ibs_portal/privacy/); without it the portal runs and says what cannot be opened.
# Demo and tests make one of the secret that they have.
if text("PORTAL_FILE_KEY") or text("PORTAL_FILE_KEY_FILE"):
    FILE_KEYS = secret("PORTAL_FILE_KEY").split()
else:
    FILE_KEYS = [b64encode(sha256(SECRET_KEY.encode()).digest()).decode()] if DEMO or TESTING else []
# The socket of a virus scanner (clamd), or "host:port"; without one documents are marked as not scanned.
CLAMD = text("PORTAL_CLAMD")
WHITENOISE_USE_FINDERS = TESTING or DEBUG

# --- Log ---------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"ibs_portal": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}
