"""Contacts: each talk, call or letter. Without a client it counts all the same and says nothing about anybody."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.breakglass import BreakGlass
from counselling.models.case import Case
from counselling.models.centre import Centre
from counselling.models.client import Client
from counselling.models.disclosure import FileQuerySet, Scope
from counselling.models.ownership import VIEW_FILE, HeldQuerySet
from counselling.models.topic import Topic
from counselling.rules.contact import CLOCK_TOLERANCE, LONGEST
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import language_choices, language_label
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_text import Opened, SealedTextField, opened


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    OUTREACH = "outreach", _("Outreach")
    VIDEO = "video", _("Video")


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    OPEN = "open", _("Still open")
    REFERRED = "referred", _("Referred")


RECORD = "counselling.create_contact"


class ContactQuerySet(FileQuerySet):
    scopes = (Scope.FILE,)

    def recorded_by(self, user: Any) -> Self:
        """What this person entered herself: also a federal volunteer sees her own entries of the day."""
        held = self.held_for(user, RECORD)
        return held.filter(by=user) if user.is_authenticated else held

    def visible_to(self, user: Any) -> Self:
        """As of all files; at the counter what one entered oneself."""
        return super().visible_to(user) if user.has_perm(VIEW_FILE) else self.recorded_by(user)

    def anonymous(self) -> Self:
        return self.filter(client=None)

    def since(self, moment: datetime.datetime) -> Self:
        return self.filter(at__gte=moment)

    def delete_with_its_rows(self) -> int:
        """Deletes in one statement; foreign keys of the database (``ON DELETE``) see to note, topics and follow-ups."""
        return self._raw_delete(self.db)


class Contact(models.Model):
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("client")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("case")
    )
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    language = models.CharField(_("language of the talk"), max_length=8, choices=language_choices, default="de")
    topics = models.ManyToManyField(Topic, through="ContactTopic", related_name="+", verbose_name=_("topics"))
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome, default=Outcome.DONE)
    persons_counted = models.PositiveSmallIntegerField(_("persons"), default=1)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    # The form carries it: the same form sent twice is one contact.
    token = models.UUIDField(_("number of the form"), default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # Counted without a name first, put into a file later: the same contact, so it is counted once.
    attached_at = models.DateTimeField(_("put into the file"), null=True, blank=True, editable=False)
    # What of this row the figures hold; the database writes it (models/report.py).
    counted = models.JSONField(_("in the figures"), null=True, editable=False)

    # Set on the answer of the action if this form had been sent before.
    is_repeated = False
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-at", "-pk"]
        permissions = [
            ("view_counter", _("Can use the counter")),
            ("create_contact", _("Can record a contact")),
            ("view_heute", _("Can see what is due today")),
            ("view_report", _("Can see counselling statistics")),
        ]
        indexes = [
            models.Index(fields=["client", "-at"], name="counselling_contact_course"),
            models.Index(fields=["by", "-at", "-id"], name="counselling_contact_mine"),
            models.Index(fields=["controller", "-at", "-id"], name="counselling_contact_list"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_contact_id_controller"),
            # What a note is tied to: who may read it is asked of client and case.
            models.UniqueConstraint(fields=["id", "client"], name="counselling_contact_id_client"),
            models.UniqueConstraint(fields=["id", "case"], name="counselling_contact_id_case"),
            models.UniqueConstraint(fields=["controller", "token"], name="counselling_contact_token"),
            models.CheckConstraint(
                condition=Q(minutes__lte=LONGEST),
                name="counselling_contact_minutes",
                violation_error_message=_("A contact lasts from 0 to 600 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(at__lte=F("created_at") + CLOCK_TOLERANCE),
                name="counselling_contact_not_in_future",
                violation_error_message=_("A contact cannot lie in the future."),
            ),
            models.CheckConstraint(
                condition=Q(persons_counted__range=(1, 99)),
                name="counselling_contact_persons",
                violation_error_message=_("From 1 to 99 persons are counted."),
            ),
            models.CheckConstraint(
                condition=Q(case=None) | Q(client__isnull=False),
                name="counselling_contact_case_has_client",
                violation_error_message=_("A contact of a case is a contact of its client."),
            ),
            models.CheckConstraint(
                condition=Q(attached_at=None) | Q(client__isnull=False),
                name="counselling_contact_attached_has_client",
                violation_error_message=_("A contact that was put into a file has a client."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("language", "topics", "outcome", "counted")
        other = (
            "controller",
            "centre",
            "client",
            "case",
            "at",
            "minutes",
            "channel",
            "persons_counted",
            "by",
            "created_at",
            "token",
            "version",
            "attached_at",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y %H:%M}, {self.get_channel_display()}"

    @property
    def language_name(self) -> str:
        return language_label(self.language)


class ContactTopicQuerySet(FileQuerySet):
    client_path = "contact__client"
    scopes = (Scope.FILE,)

    def visible_to(self, user: Any) -> Self:
        """With the contact that they belong to."""
        if user.has_perm(VIEW_FILE):
            return super().visible_to(user)
        held = self.held_for(user, RECORD)
        return held.filter(contact__by=user) if user.is_authenticated else held


class ContactTopic(models.Model):
    """What a contact was about; with its controller, as every row about people."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="topic_rows", verbose_name=_("contact"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))

    objects = ContactTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a contact")
        verbose_name_plural = _("topics of contacts")
        constraints = [
            models.UniqueConstraint(fields=["contact", "topic"], name="counselling_contacttopic_once"),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("topic",)
        other = ("controller", "contact")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.topic_id}"


class ContactNoteQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Own notes, those of cases that the person leads or stands in for (§203 StGB: nobody else), opened ones."""
        held = self.held_for(user, "counselling.view_own_notes")
        if not user.is_authenticated:
            return held
        opened = BreakGlass.objects.open_for(user).values("client")
        return held.filter(Q(author=user) | Q(case__owner=user) | Q(case__deputy=user) | Q(client__in=opened))


class ContactNote(models.Model):
    """What was said, encrypted, in a table of its own: it is read by far fewer people than the contact."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    contact = models.OneToOneField(Contact, models.CASCADE, related_name="note", verbose_name=_("contact"))
    # As the contact has them: who may read a note is asked on each row.
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", verbose_name=_("client"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("case"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedTextField(_("note"), max_length=4000)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        permissions = [("view_own_notes", _("Can write notes and read those of the own cases"))]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_contactnote_id_controller"),
            models.UniqueConstraint(fields=["id", "client"], name="counselling_contactnote_id_client"),
            models.UniqueConstraint(fields=["id", "case"], name="counselling_contactnote_id_case"),
            models.CheckConstraint(
                condition=~Q(text=b""),
                name="counselling_contactnote_not_empty",
                violation_error_message=_("A note has a text."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("text",)
        other = ("controller", "contact", "client", "case", "author", "token", "created_at")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def opened(self) -> Opened:
        """The text, or why it cannot be read."""
        return opened(self, "text")
