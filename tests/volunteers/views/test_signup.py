import re
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ibs_portal.accounts.models import Session, User
from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from volunteers.forms.profile import PROFILES
from volunteers.forms.signup import STEPS
from volunteers.models import MatchNeed, Programme, SkilledWorker, Volunteer
from volunteers.queries.crowd import for_the_desk, seeker_of
from volunteers.rules.availability import SLOTS
from volunteers.rules.free_time import free_time
from volunteers.rules.shifts import monday

ANSWERS = {
    "name": {"given_name": "Thị Ánh", "family_name": "Nguyễn"},
    "kontakt": {"email": "Anh@Example.org", "phone": "0541 123456"},
    "ort": {"place": "49074"},
    "sprachen": {"language_0": "vi", "level_0": "4", "language_1": "de", "level_1": "2"},
    "einwilligung": {"consents": ["data", "matching"]},
}
START = {"volunteer": "/de/mitmachen/anmelden/", "worker": "/de/fachkraefte/anmelden/"}
MODELS = {"volunteer": Volunteer, "worker": SkilledWorker}
CODE_PAGE = "account_email_verification_sent"
SIDES = pytest.mark.parametrize("side", ["volunteer", "worker"])


@pytest.fixture
def offer(db):
    ProgrammeFactory(name="Begleitprojekt")
    return OfferFactory()


def address(step: str, side: str = "volunteer") -> str:
    return f"{START[side]}{step}/"


def answer_all(client: Client, side: str = "volunteer", **changed) -> None:
    for slug, data in {**ANSWERS, **changed}.items():
        response = client.post(address(slug, side), data)
        assert response.status_code == 302, (slug, response.context["form"].errors)


def send(client: Client, side: str = "volunteer"):
    return client.post(address("pruefen", side))


def code_in(mail) -> str:
    return re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]+)\s*$", mail.body, re.M)[1]


def sign_up(client: Client, mailoutbox, side: str = "volunteer", **changed):
    """From the first page to the page after the code."""
    answer_all(client, side, **changed)
    page = send(client, side)["Location"]
    return client.post(page, {"code": code_in(mailoutbox[-1])})


@SIDES
def test_within_the_budget_of_pages_and_fields(offer, side):
    """At most nine pages, the check and the code included, and twelve fields with the code; languages count as one."""
    steps = [*STEPS, *PROFILES[side]]
    fields = sum(len(step.form_class.base_fields) for step in steps) + 1
    pages = len(steps) + 2
    assert pages <= 9
    assert fields + 1 <= 12


def test_from_the_first_page_to_the_own_page(client, offer, mailoutbox):
    assert client.get(START["volunteer"])["Location"] == address("name")
    answer_all(client)
    assert "Thị Ánh Nguyễn" in client.get(address("pruefen")).content.decode()
    response = send(client)
    assert response["Location"] == reverse(CODE_PAGE)
    volunteer = Volunteer.objects.get()
    assert (volunteer.name, volunteer.email, volunteer.contact_language) == ("Thị Ánh Nguyễn", "anh@example.org", "de")
    assert [(row.code, row.level) for row in volunteer.languages.all()] == [("vi", 4), ("de", 2)]
    assert set(volunteer.consents.values_list("kind", "how")) == {("data", "online"), ("matching", "online")}
    assert [mail.to for mail in mailoutbox] == [["anh@example.org"]]
    response = client.post(response["Location"], {"code": code_in(mailoutbox[0])})
    assert response["Location"] == reverse("volunteers:my_continue")
    first = client.get(response["Location"])["Location"]
    assert first == "/konto/ehrenamt/profil/zeit/"
    second = client.post(first, {"availability": ["mon_evening", "sat_morning"]})["Location"]
    assert second == "/konto/ehrenamt/profil/themen/"
    done = client.post(second, {"offers": [offer.pk], "interests": "Chor", "motivation": "<b>Ich & Sie</b>"})
    assert done["Location"] == reverse("volunteers:my_home")
    home = client.get(done["Location"])
    assert home.context["next_step"].title == "Kennenlernen"
    volunteer.refresh_from_db()
    assert volunteer.confirmed_at is not None
    assert (volunteer.availability, list(volunteer.offers.all())) == (["mon_evening", "sat_morning"], [offer])
    assert (volunteer.motivation, volunteer.interests, volunteer.profile_draft) == ("<b>Ich & Sie</b>", "Chor", {})
    assert volunteer.profile_completed_at is not None
    assert [mail.subject for mail in mailoutbox[1:]] == ["Willkommen: Ihre Anmeldung ist da"]


def test_a_skilled_worker_signs_up_and_waits_for_a_companion(client, offer, mailoutbox):
    response = sign_up(client, mailoutbox, "worker", ort={"place": "Schinkel"})
    worker = SkilledWorker.objects.get()
    assert (worker.name, worker.district, worker.postcode, worker.source) == (
        "Thị Ánh Nguyễn",
        "Schinkel",
        "",
        "online",
    )
    assert worker.user.role_codes == {"skilled_worker"}
    assert set(worker.consents.values_list("kind", flat=True)) == {"data", "matching"}
    assert Volunteer.objects.count() == MatchNeed.objects.count() == 0
    first = client.get(response["Location"])["Location"]
    assert first == "/konto/fachkraft/profil/zeit/"
    second = client.post(first, {"availability": ["sun_evening"], "shift": "turns-L"})["Location"]
    done = client.post(second, {"help": [offer.pk], "wish_gender": "woman"})
    assert done["Location"] == reverse("volunteers:worker_home")
    need = MatchNeed.objects.get()
    assert (need.worker, need.state, need.wish_gender, list(need.help.all())) == (worker, "open", "woman", [offer])
    home = client.get(done["Location"])
    assert [(step.title, step.key) for step in home.context["steps"]][-3:] == [
        ("Wir sprechen miteinander", "next"),
        ("Wir suchen jemanden, der passt", "later"),
        ("Ihre Begleitung", "later"),
    ]
    # Wishes are changed on the same page; without any the need is closed.
    assert client.get(second).context["form"].initial["wish_gender"] == "woman"
    client.post(second, {"help": [offer.pk], "wish_gender": ""})
    need.refresh_from_db()
    assert (need.state, need.wish_gender) == ("open", "")
    client.post(second, {"wish_gender": ""})
    need.refresh_from_db()
    assert need.state == "closed"


def test_shifts_of_the_sign_up_count_for_the_matching_from_the_first_day(client, offer, mailoutbox):
    """Early this week, late the next: without a word about the week, time is what work leaves of it."""
    response = sign_up(client, mailoutbox, "worker")
    first = client.get(response["Location"])["Location"]
    second = client.post(first, {"shift": "turns-E"})["Location"]
    worker = SkilledWorker.objects.get()
    today = timezone.localdate()
    assert (worker.shift_kind, worker.shift_pattern.on(monday(today)), worker.availability) == ("turns", "E", [])
    client.post(second, {"help": [offer.pk]})
    seeker = seeker_of(for_the_desk(MatchNeed.objects.all()).get(), today=today)
    free = free_time((), first=today, shifts=worker.shift_pattern)
    assert free and seeker.free == free != free_time(SLOTS, first=today)
    # The page knows it again, and takes it away.
    assert client.get(first).context["form"]["shift"].value() == "turns-E"
    client.post(first, {"shift": "", "availability": ["mon_evening"]})
    worker.refresh_from_db()
    assert (worker.shift_pattern, worker.availability) == (None, ["mon_evening"])


def test_one_answer_is_enough_and_nonsense_is_refused(client, offer, mailoutbox):
    response = sign_up(client, mailoutbox, "worker")
    first = client.get(response["Location"])["Location"]
    assert list(client.post(first, {}).context["form"].errors) == ["availability"]
    for nonsense in ("turns-N", "own", "x"):
        assert list(client.post(first, {"shift": nonsense}).context["form"].errors) == ["shift"]
    assert SkilledWorker.objects.get().shift_kind == ""


def test_an_order_of_ones_own_stays_as_it_is(client, offer, mailoutbox):
    response = sign_up(client, mailoutbox, "worker")
    first = client.get(response["Location"])["Location"]
    own = {"shift_kind": "own", "shift_cycle": "EELLOO", "shift_starts_on": timezone.localdate()}
    SkilledWorker.objects.update(**own)
    assert client.get(first).context["form"]["shift"].value() == "own"
    client.post(first, {"shift": "own", "availability": ["mon_evening"]})
    worker = SkilledWorker.objects.get()
    assert (worker.shift_cycle, worker.availability) == ("EELLOO", ["mon_evening"])


def test_a_shift_being_chosen_is_kept(client, offer, mailoutbox):
    response = sign_up(client, mailoutbox, "worker")
    first = client.get(response["Location"])["Location"]
    client.post(f"{first}entwurf/", {"shift": "three-N", "unknown_field": "x"})
    assert client.get(first).context["form"]["shift"].value() == "three-N"
    assert SkilledWorker.objects.get().profile_draft["typed"]["zeit"] == {"shift": ["three-N"]}


def test_a_worker_may_sign_up_without_wanting_a_companion(client, offer, mailoutbox):
    sign_up(client, mailoutbox, "worker")
    client.post("/konto/fachkraft/profil/zeit/", {"availability": ["sun_evening"]})
    client.post("/konto/fachkraft/profil/wuensche/", {})
    assert MatchNeed.objects.count() == 0
    assert SkilledWorker.objects.get().profile_completed_at is not None


@SIDES
def test_going_on_with_another_device_leads_to_the_next_open_page(client, offer, mailoutbox, side):
    sign_up(client, mailoutbox, side)
    own = {"volunteer": "ehrenamt", "worker": "fachkraft"}[side]
    last = {"volunteer": "themen", "worker": "wuensche"}[side]
    client.post(f"/konto/{own}/profil/zeit/", {"availability": ["mon_evening"]})
    other = Client()
    asked = other.post("/konto/login/code/", {"email": "anh@example.org"})
    answer = other.post(asked["Location"], {"code": code_in(mailoutbox[-1])})
    landing = other.get(answer["Location"])["Location"]
    assert other.get(landing)["Location"] == f"/konto/{own}/profil/{last}/"
    # Jumping ahead is of no use, going back is.
    assert other.get(f"/konto/{own}/profil/zeit/").context["form"].initial["availability"] == ["mon_evening"]


def test_jumping_ahead_in_the_profile_leads_to_the_open_page(client, offer, mailoutbox):
    sign_up(client, mailoutbox)
    assert client.get("/konto/ehrenamt/profil/themen/")["Location"] == "/konto/ehrenamt/profil/zeit/"


@SIDES
def test_what_is_typed_in_the_profile_is_kept_and_stands_there_again(client, offer, mailoutbox, side):
    sign_up(client, mailoutbox, side)
    own = {"volunteer": "ehrenamt", "worker": "fachkraft"}[side]
    kept = client.post(f"/konto/{own}/profil/zeit/entwurf/", {"availability": ["tue_evening"], "junk": "x"})
    assert kept.content.decode().startswith("Gespeichert um")
    row = MODELS[side].objects.get()
    assert (row.availability, row.profile_draft["typed"]) == ([], {"zeit": {"availability": ["tue_evening"]}})
    page = client.get(f"/konto/{own}/profil/zeit/")
    assert page.context["form"].initial["availability"] == ["tue_evening"]
    assert page.context["form"].errors == {}
    # Too much for any page is not kept, and breaks nothing.
    assert client.post(f"/konto/{own}/profil/zeit/entwurf/", {"availability": ["x" * 30_000]}).status_code == 200
    row.refresh_from_db()
    assert row.profile_draft["typed"] == {"zeit": {"availability": ["tue_evening"]}}
    assert client.post(f"/konto/{own}/profil/nichts/entwurf/", {}).status_code == 404


def test_an_empty_page_of_the_profile_says_what_is_missing(client, offer, mailoutbox):
    sign_up(client, mailoutbox)
    page = client.post("/konto/ehrenamt/profil/zeit/", {})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["availability"])
    assert "<title>Fehler:" in page.content.decode()


def test_jumping_ahead_leads_to_the_first_missing_page(client, offer):
    client.post(address("name"), ANSWERS["name"])
    for later in ("sprachen", "einwilligung"):
        assert client.get(address(later))["Location"] == address("kontakt")
    assert client.get(address("pruefen"))["Location"] == address("kontakt")
    assert send(client).status_code == 302
    assert Volunteer.objects.count() == 0


def test_going_back_shows_what_was_typed_and_changing_leads_to_the_check(client, offer):
    answer_all(client)
    assert 'value="49074"' in client.get(address("ort")).content.decode()
    response = client.post(f"{address('ort')}?aendern=1", {"place": "Wüste"})
    assert response["Location"] == address("pruefen")
    assert "Wüste" in client.get(address("pruefen")).content.decode()


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("name", {"given_name": " "}, "given_name"),
        ("name", {"given_name": "x" * 101}, "given_name"),
        ("kontakt", {"email": "anh@exampleorg"}, "email"),
        ("kontakt", {"email": f"{'x' * 250}@example.org"}, "email"),
        ("kontakt", {"email": "a@example.org", "phone": "call me"}, "phone"),
        ("ort", {"place": ""}, "place"),
        ("ort", {"place": "4907"}, "place"),
        ("ort", {"place": "x" * 81}, "place"),
        ("sprachen", {"language_0": "vi", "level_0": ""}, "level_0"),
        ("sprachen", {"language_0": "", "level_0": ""}, "language_0"),
        ("sprachen", {"language_0": "xx", "level_0": "9"}, "language_0"),
        ("sprachen", {"language_0": "de", "level_0": "1", "language_1": "de", "level_1": "2"}, "language_1"),
        ("einwilligung", {}, "consents"),
        ("einwilligung", {"consents": ["news"]}, "consents"),
        ("einwilligung", {"consents": ["data", "everything"]}, "consents"),
    ],
)
@SIDES
def test_errors_stand_at_their_field_and_in_the_summary(client, offer, side, step, data, field):
    response = client.post(address(step, side), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = response.content.decode()
    assert "<title>Fehler:" in page
    assert f'href="#id_{field}' in page


@pytest.mark.parametrize(
    ("place", "postcode", "district"),
    [("49074", "49074", ""), (" 490 74 ", "49074", ""), ("Schinkel", "", "Schinkel"), ("Wüste 3", "", "Wüste 3")],
)
def test_a_place_is_a_postcode_or_a_part_of_town(place, postcode, district):
    form = {step.slug: step for step in STEPS}["ort"].form_class({"place": place})
    assert form.is_valid()
    assert (form.cleaned_data["postcode"], form.cleaned_data["district"]) == (postcode, district)


def test_one_more_language_without_script_and_without_blame(client, offer):
    page = client.post(address("sprachen"), {"language_0": "vi", "level_0": "", "more": "1"})
    assert (page.context["form"].errors, page.context["form"].row_count) == ({}, 2)
    page = client.post(
        address("sprachen"), {"language_0": "vi", "level_0": "", "language_1": "de", "level_1": "1", "more": "1"}
    )
    assert (page.context["form"].errors, page.context["form"].row_count) == ({}, 3)
    assert client.post(address("name"), {"more": "1"}).context["form"].errors.keys() == {"given_name"}


# --- The second time -----------------------------------------------------------------------------------------


@SIDES
def test_a_known_address_gets_the_same_answer_and_another_mail(offer, mailoutbox, side):
    User.objects.create_user("anh@example.org", name="Anh")
    known, new = Client(), Client()
    answer_all(known, side)
    answer_all(new, side, kontakt={"email": "new@example.org"})
    answers = [send(client, side) for client in (known, new)]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, reverse(CODE_PAGE))}
    first, second = [
        re.sub(r"anh@example.org|new@example.org|value=\"[^\"]{30,}\"", "", c.get(a["Location"]).content.decode())
        for c, a in zip((known, new), answers, strict=True)
    ]
    assert first == second
    assert sorted(mail.to[0] for mail in mailoutbox) == ["anh@example.org", "new@example.org"]
    told = {mail.to[0]: mail for mail in mailoutbox}["anh@example.org"]
    assert told.subject == "Sie haben schon ein Konto"
    assert "http://testserver/konto/login/" in told.body
    assert MODELS[side].objects.count() == 1
    wrong = known.post(reverse(CODE_PAGE), {"code": "ABCD-EFGH"})
    assert wrong.status_code == 200


def test_in_the_public_process_an_address_of_staff_is_known_too(offer, mailoutbox, persons, settings):
    """Its door does not see staff accounts; that the address is taken says the key of the table alone."""
    settings.REALM = "public"
    client = Client()
    answer_all(client, kontakt={"email": "beratung@example.org"})
    assert send(client)["Location"] == reverse(CODE_PAGE)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["beratung@example.org"], "Sie haben schon ein Konto")]
    assert (Volunteer.objects.count(), User.objects.filter(email="beratung@example.org").count()) == (0, 1)


@SIDES
def test_whom_the_desk_has_entered_finds_her_own_row_after_the_code_and_not_before(client, offer, mailoutbox, side):
    factory = {"volunteer": VolunteerFactory, "worker": SkilledWorkerFactory}[side]
    programme = Programme.objects.get()
    row = factory(
        programme=programme, email="anh@example.org", given_name="Von der Agentur", source="phone", confirmed_at=None
    )
    answer_all(client, side)
    page = send(client, side)["Location"]
    row.refresh_from_db()
    assert (row.user, row.given_name, MODELS[side].objects.count()) == (None, "Von der Agentur", 1)
    client.post(page, {"code": code_in(mailoutbox[-1])})
    row.refresh_from_db()
    assert (row.user.email, row.given_name, MODELS[side].objects.count()) == ("anh@example.org", "Von der Agentur", 1)
    own = {"volunteer": "volunteers:my_home", "worker": "volunteers:worker_home"}[side]
    home = client.get(reverse(own))
    # What she ticked before the address was proven counts for nothing: she is asked on her page.
    assert home.context["consent_asked"]


@SIDES
def test_sending_twice_makes_one_person_and_one_mail(client, offer, mailoutbox, side):
    answer_all(client, side)
    answered = Session.objects.get().session_data
    first, second = send(client, side), send(client, side)
    assert first["Location"] == second["Location"]
    assert (MODELS[side].objects.count(), len(mailoutbox)) == (1, 1)
    # The same answers sent again: what a second click finds if the first one had not locked the session.
    Session.objects.update(session_data=answered)
    send(client, side)
    assert MODELS[side].objects.count() == 1


# --- Codes ---------------------------------------------------------------------------------------------------


@SIDES
def test_a_code_that_is_too_old_says_so_and_a_new_one_can_be_had(client, offer, mailoutbox, side, monkeypatch):
    answer_all(client, side)
    page = send(client, side)["Location"]
    later = time.time() + 2 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    response = client.post(page, {"code": code_in(mailoutbox[0])})
    assert MODELS[side].objects.get().confirmed_at is None
    assert response["Location"] == reverse("account_login")
    # The way back: log in with a code by mail; it proves the address as well.
    asked = client.post("/konto/login/code/", {"email": "anh@example.org"})
    cache.clear()
    client.post(asked["Location"], {"code": code_in(mailoutbox[-1])})
    assert MODELS[side].objects.get().confirmed_at is not None


@SIDES
def test_a_code_counts_once(client, offer, mailoutbox, side):
    answer_all(client, side)
    page = send(client, side)["Location"]
    code = code_in(mailoutbox[0])
    client.post(page, {"code": code})
    at = MODELS[side].objects.get().confirmed_at
    again = Client().post(page, {"code": code})
    assert again.status_code == 302
    assert "/konto/" in again["Location"]
    assert client.post(page, {"code": code}).status_code == 302
    assert MODELS[side].objects.get().confirmed_at == at


# --- Places --------------------------------------------------------------------------------------------------


@SIDES
def test_the_last_place_goes_while_somebody_fills_in_the_form(client, offer, mailoutbox, side):
    programme = Volunteer._meta.get_field("programme").related_model.objects.get()
    programme.most_volunteers_waiting = programme.most_workers_waiting = 1
    programme.save()
    answer_all(client, side)
    faster = Client()
    answer_all(faster, side, kontakt={"email": "faster@example.org"})
    assert send(faster, side).status_code == 302
    page = send(client, side)
    words = page.content.decode()
    assert page.status_code == 200
    assert "Im Moment sind alle Plätze vergeben" in words
    assert "Es ist nichts verloren" in words
    assert [mail.to for mail in mailoutbox] == [["faster@example.org"]]
    assert (MODELS[side].objects.count(), User.objects.filter(email="anh@example.org").count()) == (1, 0)
    assert "alle Plätze" in Client().get(START[side]).content.decode()
    # There is a place again: the answers are still there.
    programme.most_volunteers_waiting = programme.most_workers_waiting = None
    programme.save()
    assert send(client, side)["Location"] == reverse(CODE_PAGE)
    assert MODELS[side].objects.count() == 2


def test_the_programme_closes_while_somebody_fills_in_the_form(client, offer):
    answer_all(client)
    Volunteer._meta.get_field("programme").related_model.objects.update(is_open=False)
    assert "Es ist nichts verloren" in send(client).content.decode()
    assert Volunteer.objects.count() == 0


def test_without_an_open_programme_the_page_says_so(client, db):
    ProgrammeFactory(is_open=False)
    assert "keine Anmeldungen" in client.get("/de/mitmachen/").content.decode()
    assert client.get(address("name"))["Location"] == "/de/mitmachen/"


def test_unknown_pages_and_people_who_are_logged_in(client, client_as, offer):
    assert client.get(address("gibtesnicht")).status_code == 404
    assert client_as("begleiterin").get(address("name"))["Location"] == reverse("accounts:landing")


@SIDES
def test_no_cookie_before_the_first_form(client, offer, side):
    assert not client.get(START[side].replace("anmelden/", "")).cookies
