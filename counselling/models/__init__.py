from counselling.models.answertemplate import AnswerTemplate
from counselling.models.appointment import Appointment
from counselling.models.area import Area, Level
from counselling.models.assessment import Assessment, Need
from counselling.models.breakglass import BreakGlass
from counselling.models.calendar import BookingCalendar, ConsultationWindow
from counselling.models.callattempt import CallAttempt
from counselling.models.case import Case, CaseEvent, EndReason
from counselling.models.centre import Centre, ChannelState, FederalState
from counselling.models.client import Client, ClientName
from counselling.models.client_import import ClientImport
from counselling.models.contact import Channel, Contact, ContactNote, ContactTopic, Outcome
from counselling.models.deadline import Deadline, DeadlineKind, Delivery
from counselling.models.disclosure import Basis, Disclosure, Scope
from counselling.models.distinct import DistinctPair
from counselling.models.document import Document, DocumentContent, DocumentKind
from counselling.models.draft import Draft
from counselling.models.enquiry import Enquiry
from counselling.models.followup import FollowUp
from counselling.models.household import Household, HouseholdMember
from counselling.models.interpreter import InterpreterClosure, InterpreterRequest, InterpreterService
from counselling.models.merge import ClientMerge
from counselling.models.namekeys import NameKeys
from counselling.models.note import NoteAddendum
from counselling.models.notice import PrivacyNotice
from counselling.models.numbering import NumberSeries
from counselling.models.offering import Offering
from counselling.models.opening import Mode, OpeningException, OpeningPeriod, OpeningRule, Reason
from counselling.models.partner import Partner
from counselling.models.plan import Goal, SupportPlan
from counselling.models.reach import Way
from counselling.models.referral import Referral
from counselling.models.release import ConfidentialityRelease, Matter
from counselling.models.report import Figure, ReleasedFigures
from counselling.models.residence import Residence, ResidenceStatus
from counselling.models.staff import Absence, StaffMember, Weekday
from counselling.models.topic import Topic

__all__ = [
    "Absence",
    "AnswerTemplate",
    "Appointment",
    "Area",
    "Assessment",
    "Basis",
    "BookingCalendar",
    "BreakGlass",
    "CallAttempt",
    "Case",
    "CaseEvent",
    "Centre",
    "Channel",
    "ChannelState",
    "Client",
    "ClientImport",
    "ClientMerge",
    "ClientName",
    "ConfidentialityRelease",
    "ConsultationWindow",
    "Contact",
    "ContactNote",
    "ContactTopic",
    "Deadline",
    "DeadlineKind",
    "Delivery",
    "Disclosure",
    "DistinctPair",
    "Document",
    "DocumentContent",
    "DocumentKind",
    "Draft",
    "EndReason",
    "Enquiry",
    "FederalState",
    "Figure",
    "FollowUp",
    "Goal",
    "Household",
    "HouseholdMember",
    "InterpreterClosure",
    "InterpreterRequest",
    "InterpreterService",
    "Level",
    "Matter",
    "Mode",
    "NameKeys",
    "Need",
    "NoteAddendum",
    "NumberSeries",
    "Offering",
    "OpeningException",
    "OpeningPeriod",
    "OpeningRule",
    "Outcome",
    "Partner",
    "PrivacyNotice",
    "Reason",
    "Referral",
    "ReleasedFigures",
    "Residence",
    "ResidenceStatus",
    "Scope",
    "StaffMember",
    "SupportPlan",
    "Topic",
    "Way",
    "Weekday",
]
