from volunteers.models.absence import VolunteerAbsence, WorkerAbsence
from volunteers.models.bulk import BulkAct
from volunteers.models.bulk_mail import BulkMail, BulkMailRecipient
from volunteers.models.calendar_feed import CalendarFeed
from volunteers.models.certificate import CardTerms, Certificate
from volunteers.models.checkin import CheckIn
from volunteers.models.clearance import ClearanceCheck
from volunteers.models.cohort import Cohort
from volunteers.models.consent import Consent, ConsentHow, ConsentKind, WorkerConsent
from volunteers.models.course import StatusChange
from volunteers.models.digest import WeeklyDigest
from volunteers.models.distance import DistrictDistance
from volunteers.models.erasure import Erasure, PersonFigure
from volunteers.models.exclusion import PairExclusion
from volunteers.models.gettogether import GetTogether, Participant, ProposedPair, Tick
from volunteers.models.group import CompanionGroup, GroupMembership
from volunteers.models.group_date import GroupDate, GroupVisit
from volunteers.models.group_request import GroupRequest
from volunteers.models.match import Match
from volunteers.models.match_pause import MatchPause
from volunteers.models.meeting import Meeting, MeetingFeedback, MeetingNote
from volunteers.models.need import MatchNeed, NeedHelp
from volunteers.models.note import VolunteerNote
from volunteers.models.people_list import CohortImport, VolunteerImport
from volunteers.models.programme import Offer, Programme
from volunteers.models.run import MatchingProposal, MatchingRun, MatchingWeights
from volunteers.models.stand_in import StandIn
from volunteers.models.training import QualificationGrant, Training, TrainingRegistration, TrainingSession
from volunteers.models.volunteer import Volunteer, VolunteerLanguage, VolunteerOffer
from volunteers.models.worker import SkilledWorker, WorkerLanguage

__all__ = [
    "BulkAct",
    "BulkMail",
    "BulkMailRecipient",
    "CalendarFeed",
    "CardTerms",
    "Certificate",
    "CheckIn",
    "ClearanceCheck",
    "Cohort",
    "CohortImport",
    "CompanionGroup",
    "Consent",
    "ConsentHow",
    "ConsentKind",
    "DistrictDistance",
    "Erasure",
    "GetTogether",
    "GroupDate",
    "GroupMembership",
    "GroupRequest",
    "GroupVisit",
    "Match",
    "MatchNeed",
    "MatchPause",
    "MatchingProposal",
    "MatchingRun",
    "MatchingWeights",
    "Meeting",
    "MeetingFeedback",
    "MeetingNote",
    "NeedHelp",
    "Offer",
    "PairExclusion",
    "Participant",
    "PersonFigure",
    "Programme",
    "ProposedPair",
    "QualificationGrant",
    "SkilledWorker",
    "StandIn",
    "StatusChange",
    "Tick",
    "Training",
    "TrainingRegistration",
    "TrainingSession",
    "Volunteer",
    "VolunteerAbsence",
    "VolunteerImport",
    "VolunteerLanguage",
    "VolunteerNote",
    "VolunteerOffer",
    "WeeklyDigest",
    "WorkerAbsence",
    "WorkerConsent",
    "WorkerLanguage",
]
