import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.models import BulkMail, BulkMailRecipient, Consent
from volunteers.rules.bulk_mail import check_placeholders, filled_in

EARLIER = timezone.now() - datetime.timedelta(9)
TEXT = "Guten Tag {Vorname},\n\nkommen Sie am Dienstag?"


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], contact_email="begleitprojekt@example.org")


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


@pytest.fixture
def url(db) -> str:
    return reverse("volunteers:bulk_mail")


def person(programme, *, consent=True, **more):
    volunteer = VolunteerFactory(programme=programme, **{"status": "active", **more})
    withdrawn = None if consent else timezone.now()
    Consent.objects.create(
        programme=programme, volunteer=volunteer, kind="news", version="1", given_at=EARLIER, withdrawn_at=withdrawn
    )
    return volunteer


def mail(people, **more) -> dict:
    marks = {"wer": [volunteer.pk for volunteer in people], "token": uuid.uuid4()}
    return {"subject": "Treffen, {Name}", "text": TEXT, **marks, **more}


def test_first_a_look_then_a_mail_for_each_alone(staff, programme, url, mailoutbox):
    people = [person(programme, given_name=name, family_name="A") for name in ("Łukasz", "Zoë")]
    data = mail(people)
    look = staff.post(url, data)
    assert look.context["preview"][0] == f"Treffen, {look.context['reader'].name}"
    assert (mailoutbox, BulkMail.objects.count()) == ([], 0)
    done = staff.post(url, {**data, "senden": "1"})
    sent = BulkMail.objects.get()
    assert (done.url, sent.count) == (sent.get_absolute_url(), 2)
    assert sorted(m.to for m in mailoutbox) == sorted([v.email] for v in people)
    assert all(not m.cc and not m.bcc and m.reply_to == ["begleitprojekt@example.org"] for m in mailoutbox)
    first = next(m for m in mailoutbox if m.to == [people[0].email])
    assert "Guten Tag Łukasz," in first.body
    assert "Zoë" not in first.body and people[1].email not in first.body
    page = staff.get(reverse("volunteers:bulk_mail_list")).content.decode()
    assert ("Treffen, {Name}" in page, "2 Personen" in page) == (True, True)


def test_the_frame_is_in_the_language_of_the_reader(staff, programme, url, mailoutbox):
    people = [person(programme, contact_language=code) for code in ("de", "ar")]
    staff.post(url, mail(people, senden="1"))
    bodies = {m.to[0]: m.body for m in mailoutbox}
    assert "Sie bekommen diese Mail" in bodies[people[0].email]
    assert "صفحتك" in bodies[people[1].email]


def test_the_trail_says_that_it_was_sent_and_nothing_of_the_text(staff, programme, url):
    volunteer = person(programme)
    staff.post(url, mail([volunteer], senden="1"))
    entry = Entry.objects.acts().get(verb="bulk_mail.sent")
    assert (entry.file_model, entry.file_id, entry.fields, entry.reason) == (
        "volunteers.Volunteer",
        volunteer.pk,
        "",
        "",
    )
    assert "Dienstag" not in str(list(Entry.objects.values()))


def test_only_those_who_may_be_written_to(staff, programme, url, mailoutbox):
    fine = person(programme)
    others = [
        person(programme, email=""),
        person(programme, consent=False),
        person(programme, status="left", left_on=timezone.localdate(), end_reason="moved"),
        VolunteerFactory(programme=programme, status="active"),
        person(ProgrammeFactory()),
    ]
    look = staff.post(url, mail([fine, *others]))
    assert look.context["people"] == [fine]
    assert {reader.volunteer.pk for reader in look.context["refused"]} == {v.pk for v in others[:4]}
    staff.post(url, mail([fine, *others], senden="1"))
    assert [m.to for m in mailoutbox] == [[fine.email]]


def test_a_second_click_sends_nothing(staff, programme, url, mailoutbox):
    data = mail([person(programme)], senden="1")
    staff.post(url, data)
    again = staff.post(url, data)
    assert (again.status_code, len(mailoutbox), BulkMailRecipient.objects.count()) == (200, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "Hallo {vorname}"}, "text"),
        ({"subject": "{Namen}"}, "subject"),
        ({"subject": ""}, "subject"),
        ({"text": "x" * 5001}, "text"),
        ({"token": "x"}, "token"),
        ({"subject": "A\r\nBcc: fremd@example.org"}, None),
    ],
)
def test_what_cannot_be_sent(staff, programme, url, mailoutbox, wrong, field):
    answer = staff.post(url, mail([person(programme)], senden="1", **wrong))
    if field:
        assert list(answer.context["form"].errors) == [field]
        assert mailoutbox == []
    else:
        assert [m.subject for m in mailoutbox] == ["A Bcc: fremd@example.org"]


def test_a_name_is_a_name_whatever_stands_in_it():
    assert filled_in("{Vorname} {Name} {x}", given_name="{Name}", name="A\\1") == "{Name} A\\1 {x}"
    with pytest.raises(ValidationError):
        check_placeholders("{x}")
    check_placeholders("{Vorname} {Name} { }".replace("{ }", ""))


def test_the_list_costs_the_same(staff, organisations):
    url = reverse("volunteers:bulk_mail_list")

    def sent(number: int) -> None:
        for _n in range(number):
            BulkMail.objects.create(organisation=organisations["agency"], subject="A", text="B")

    sent(1)
    first = cost_of(staff, url)
    sent(2)
    assert cost_of(staff, url) == first
