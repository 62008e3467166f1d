import pytest
from django.template import Context, Template

from ibs_portal.website.models.texts import LocalText
from ibs_portal.website.rules.markup import Block, blocks, first_sentences


def test_paragraphs_headings_and_lists():
    text = "## Kopf\r\nErste Zeile\nzweite Zeile\n\n- eins\n- zwei\n\n\nEnde"
    assert blocks(text) == [
        Block("heading", ("Kopf",)),
        Block("paragraph", ("Erste Zeile", "zweite Zeile")),
        Block("list", ("eins", "zwei")),
        Block("paragraph", ("Ende",)),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n \n"])
def test_nothing_gives_nothing(text):
    assert blocks(text) == []


def test_first_sentences_end_at_a_word():
    assert first_sentences("## Kopf\n\nKurz.") == "Kurz."
    assert first_sentences("Wort " * 50, 12) == "Wort Wort …"


def test_typed_html_stays_text_and_addresses_become_links():
    template = Template("{% load website %}{% typed_text text %}")
    text = LocalText(
        "## <b>Kopf</b>\n\n<script>alert(1)</script> https://example.org/?a=1&b=2 javascript:alert(1)", "de"
    )
    page = template.render(Context({"text": text}))
    assert "<script" not in page
    assert "<b>" not in page
    assert 'href="https://example.org/?a=1&amp;b=2"' in page
    assert 'href="javascript' not in page
    assert 'lang="de"' in page
