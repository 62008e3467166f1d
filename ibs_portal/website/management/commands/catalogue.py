"""Catalogues without GNU gettext, so that a fresh machine needs nothing but Python.

``catalogue update`` collects all texts of the portal into the catalogues, ``compile`` makes them readable
for Django, ``check`` fails for missing, outdated or broken translations.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from ibs_portal.languages import LETTER_LANGUAGES, letter_language_choices

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ["Translators"]
PACKAGES = ("ibs_portal", "counselling", "volunteers", "projects")
TEMPLATES = ("templates", "ibs_portal/ui/templates")
# Languages in which every single text must be there; the source of all texts is English.
COMPLETE = ("de",)


def python_source(path: Path) -> str:
    source = path.read_text()
    if path.suffix == ".py":
        return source
    # What a template has beside its texts becomes X; without indentation it reads as plain names.
    return "\n".join(line.lstrip() for line in templatize(source).splitlines())


def source_files() -> Iterator[Path]:
    base = settings.BASE_DIR
    for package in PACKAGES:
        yield from (p for p in sorted((base / package).rglob("*.py")) if "migrations" not in p.parts)
    for folder in TEMPLATES:
        for pattern in ("*.html", "*.txt"):
            yield from sorted((base / folder).rglob(pattern))


def extracted() -> Catalog:
    """A catalogue of all texts in the source, with the files (not the lines) they stand in."""
    catalogue = Catalog(charset="utf-8")
    for path in source_files():
        # The file without the line: a moved line changes no catalogue.
        place: Any = (str(path.relative_to(settings.BASE_DIR)), None)
        for texts, comments, context in messages_in(path):
            catalogue.add(texts, locations=[place], auto_comments=comments, context=context, flags=flags_of(texts))
    return catalogue


def flags_of(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    """Marks texts with ``%(name)s``; Babel's own guess takes "100 % of" for a format."""
    joined = texts if isinstance(texts, str) else " ".join(texts)
    return ("python-format",) if "%(" in joined else ()


def messages_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], Any, str | None]]:
    """Texts, translators' comments and context of every gettext call in a file."""
    source = io.BytesIO(python_source(path).encode())
    for _line, function, found, comments in extract_python(source, KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"}):
        arguments = [found] if isinstance(found, str) else list(found)
        kind = str(function).partition("gettext")[0]  # "", "n", "p" or "np"; "_" for the short form
        context = arguments.pop(0) if "p" in kind else None
        texts = tuple(arguments[: 2 if "n" in kind else 1])
        if texts and all(isinstance(text, str) and text for text in texts):
            yield texts if "n" in kind else texts[0], comments, context


def catalogue_path(language: str) -> Path:
    return settings.LOCALE_PATHS[0] / to_locale(language) / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=to_locale(language), charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language))


def save(language: str, catalogue: Catalog) -> None:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        catalogue.project, catalogue.copyright_holder = "IBS portal", "the portal's founders"
        catalogue.header_comment = "# Texts of the IBS portal. Licence: EUPL-1.2."
        write_po(file, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_previous=False)


def updated(language: str, template: Catalog) -> Catalog:
    catalogue = load(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def is_missing(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(message.id) and (message.fuzzy or not all(texts))


def without_missing(catalogue: Catalog) -> Catalog:
    """Only what is translated: the rest falls back to German instead of the English of the source."""
    for message in [m for m in catalogue if is_missing(m)]:
        catalogue.delete(message.id, message.context)
    return catalogue


def compile_language(language: str) -> None:
    source, target = catalogue_path(language), catalogue_path(language).with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    unfinished = target.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        write_mo(file, without_missing(load(language)))
    unfinished.replace(target)


class Command(BaseCommand):
    help = "Keeps the catalogues of translations: update, compile or check."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("what", choices=["update", "compile", "check"])

    def handle(self, *args, what: str, **options) -> None:
        languages = [code for code, _name in letter_language_choices() if code != "en"]
        {"update": self.collect, "compile": self.compile, "check": self.verify}[what](languages)

    def collect(self, languages: list[str]) -> None:
        template = extracted()
        for language in languages:
            catalogue = updated(language, template)
            missing = sum(is_missing(m) for m in catalogue)
            # A language of letters has only their texts: tests/portal/mail/ says which are missing.
            save(language, without_missing(catalogue) if language in dict(LETTER_LANGUAGES) else catalogue)
            self.stdout.write(f"{language}: {len(catalogue)} texts, {missing} missing")

    def compile(self, languages: list[str]) -> None:
        for language in languages:
            if catalogue_path(language).exists():
                compile_language(language)

    def verify(self, languages: list[str]) -> None:
        template = extracted()
        problems = [p for language in languages for p in self._problems(language, template)]
        if problems:
            raise CommandError("\n".join([*problems[:40], f"{len(problems)} problems in the catalogues"]))

    def _problems(self, language: str, template: Catalog) -> Iterator[str]:
        catalogue = updated(language, template)
        if language in COMPLETE:
            yield from (f"{language}: no translation: {m.id!r}" for m in catalogue if is_missing(m))
        for message in without_missing(catalogue):
            yield from (f"{language}: {message.id!r}: {error}" for error in message.check(catalogue))
