from counselling.models.centre import Centre, ChannelState, FederalState
from counselling.models.opening import Mode, OpeningException, OpeningPeriod, OpeningRule, Reason
from counselling.models.staff import Absence, StaffMember, Weekday
from counselling.models.topic import Topic

__all__ = [
    "Absence",
    "Centre",
    "ChannelState",
    "FederalState",
    "Mode",
    "OpeningException",
    "OpeningPeriod",
    "OpeningRule",
    "Reason",
    "StaffMember",
    "Topic",
    "Weekday",
]
