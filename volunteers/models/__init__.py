from volunteers.models.group import CompanionGroup, GroupMembership
from volunteers.models.programme import Offer, Programme
from volunteers.models.training import QualificationGrant, Training, TrainingRegistration, TrainingSession
from volunteers.models.volunteer import Consent, Volunteer, VolunteerLanguage

__all__ = [
    "CompanionGroup",
    "Consent",
    "GroupMembership",
    "Offer",
    "Programme",
    "QualificationGrant",
    "Training",
    "TrainingRegistration",
    "TrainingSession",
    "Volunteer",
    "VolunteerLanguage",
]
