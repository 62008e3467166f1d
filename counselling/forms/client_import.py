"""Choosing a list of clients, and saying what its columns are."""

from django.utils.translation import gettext_lazy as _

from ibs_portal.documents.lists.forms import ListCheckForm, ListUploadForm

COLUMN_WORDS = {
    "given": _("Given names"),
    "family": _("Family name"),
    "full": _("Whole name"),
    "birth": _("Date of birth"),
    "gender": _("Gender"),
    "languages": _("Languages"),
    "nationality": _("Nationality"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "street": _("Street and number"),
    "postcode": _("Postcode"),
    "town": _("Town"),
}


class ClientImportForm(ListUploadForm):
    """One file."""


class ClientImportCheckForm(ListCheckForm):
    column_words = COLUMN_WORDS
