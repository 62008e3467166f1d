"""The areas of life that an assessment and a support plan go through; the same words on the screen and on paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    RESIDENCE = "residence", _("Residence and papers")
    LANGUAGE = "language", _("German and courses")
    WORK = "work", _("Work and training")
    SCHOOL = "school", _("School and childcare")
    HOUSING = "housing", _("Housing")
    MONEY = "money", _("Money and benefits")
    DEBTS = "debts", _("Debts")
    HEALTH = "health", _("Health")
    FAMILY = "family", _("Family and children")
    LEGAL = "legal", _("Legal questions")
    SOCIAL = "social", _("Neighbours, friends, leisure")
    SAFETY = "safety", _("Safety and protection")


class Level(models.IntegerChoices):
    NONE = 0, _("no need")
    SOME = 1, _("some need")
    HIGH = 2, _("high need")
    URGENT = 3, _("urgent")
