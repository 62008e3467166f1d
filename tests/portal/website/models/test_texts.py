import pytest
from django.utils.translation import override

from ibs_portal.website.models import NewsItem


@pytest.mark.parametrize(
    ("reader", "english", "expected", "lang"),
    [
        ("de", "Open", "Offen", "de"),
        ("en", "Open", "Open", "en"),
        ("en", "", "Offen", "de"),
        ("tr", "Open", "Offen", "de"),
    ],
)
def test_text_in_the_readers_language_or_german(reader, english, expected, lang):
    item = NewsItem(title_de="Offen", title_en=english)
    with override(reader):
        assert (item.title, item.title.lang) == (expected, lang)
