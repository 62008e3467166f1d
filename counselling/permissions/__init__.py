from counselling.permissions.casework import (
    can_assign_case,
    can_change_client,
    can_change_followup,
    can_change_plan,
    can_close_case,
    can_disclose_file,
    can_open_case,
    can_open_notes,
    can_restrict_file,
    can_undo_contact,
    can_view_file,
    can_withdraw_disclosure,
)
from counselling.permissions.opening import can_change_opening, can_close_today, can_reopen
from counselling.permissions.sharing import can_keep_partner, can_share_file

__all__ = [
    "can_assign_case",
    "can_change_client",
    "can_change_followup",
    "can_change_opening",
    "can_change_plan",
    "can_close_case",
    "can_close_today",
    "can_disclose_file",
    "can_keep_partner",
    "can_open_case",
    "can_open_notes",
    "can_reopen",
    "can_restrict_file",
    "can_share_file",
    "can_undo_contact",
    "can_view_file",
    "can_withdraw_disclosure",
]
