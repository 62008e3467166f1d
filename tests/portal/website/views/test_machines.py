import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from ibs_portal.website.sitemaps import PAGES
from ibs_portal.website.views import machines
from tests.factories.website import NewsItemFactory


def test_health_asks_no_database():
    """Without the mark for a database any query would fail this test."""
    assert Client().get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_with_a_whole_database():
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away(monkeypatch):
    def away(*args):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database unreachable\n")


@pytest.mark.django_db
def test_not_ready_while_migrations_are_missing():
    machines.require_migrations.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'website'")
    answer = Client().get("/readyz")
    machines.require_migrations.cache_clear()
    assert (answer.status_code, b"migrations to apply" in answer.content) == (503, True)


@pytest.mark.django_db
def test_not_ready_with_another_key_than_the_other_processes(settings):
    settings.SEAL_KEY = "another"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"walls\n")


@pytest.mark.django_db
def test_not_ready_while_a_right_is_missing():
    with connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON django_migrations FROM portal_visitor")
    machines.require_migrations.cache_clear()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"walls\n")


@pytest.mark.django_db
def test_a_probe_may_ask_by_any_name():
    assert Client().get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert Client().get("/robots.txt", headers={"host": "10.1.2.3:8000"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "line"), [(False, "Disallow: /intern/"), (True, "Disallow: /")])
def test_search_engines_stay_out_of_a_demo(settings, is_demo, line):
    settings.DEMO = is_demo
    assert line in Client().get("/robots.txt").content.decode().splitlines()


@pytest.mark.django_db
def test_security_txt_ends_within_a_year():
    text = Client().get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in text
    assert "Expires: 20" in text


def test_every_page_of_the_sitemap_exists(organisations):
    item = NewsItemFactory(organisation=organisations["city"], published=True)
    text = Client().get("/sitemap.xml").content.decode()
    missing = [name for name in PAGES if f"<loc>http://testserver{reverse(name)}</loc>" not in text]
    assert missing == []
    assert f'hreflang="en" href="http://testserver/en/aktuelles/{item.slug}/"' in text
