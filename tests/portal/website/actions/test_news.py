import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.website.actions.news import change_news, draft_news, publish_news, withdraw_news
from ibs_portal.website.models import NewsItem


def last_entry() -> tuple:
    entry = Entry.objects.acts().latest("id")
    return entry.verb, entry.model, entry.object_id, entry.fields


@pytest.fixture
def draft(persons) -> NewsItem:
    return draft_news(by=persons["beratung"], title_de="Größe zählt", body_de="Text")


def test_draft(draft, persons):
    assert (draft.state, draft.slug, draft.author, draft.organisation.name) == (
        "draft",
        "groesse-zaehlt",
        persons["beratung"],
        "Stadt Zwickau",
    )
    assert last_entry() == ("news.drafted", "website.NewsItem", draft.pk, "")


def test_somebody_without_an_organisation_drafts_nothing(persons):
    with pytest.raises(ValidationError):
        draft_news(by=persons["technik"], title_de="Titel", body_de="Text")
    assert NewsItem.objects.count() == 0


def test_change_keeps_the_address(draft, persons):
    changed = change_news(draft, by=persons["leitung"], title_de="Neu", body_de="Text")
    assert (changed.title_de, changed.slug) == ("Neu", "groesse-zaehlt")
    assert last_entry() == ("news.changed", "website.NewsItem", draft.pk, "title_de")


def test_a_change_of_nothing_leaves_no_entry(draft, persons):
    before = Entry.objects.acts().count()
    change_news(draft, by=persons["leitung"], title_de=draft.title_de)
    assert Entry.objects.acts().count() == before


def test_publish_and_withdraw(draft, persons):
    now = timezone.now()
    published = publish_news(draft, by=persons["leitung"], now=now)
    assert (published.state, published.published_at) == ("published", now)
    assert last_entry()[0] == "news.published"
    with pytest.raises(ValidationError):
        publish_news(draft, by=persons["leitung"], now=now)
    back = withdraw_news(draft, by=persons["leitung"])
    assert (back.state, back.published_at) == ("draft", None)
    with pytest.raises(ValidationError):
        withdraw_news(draft, by=persons["leitung"])
