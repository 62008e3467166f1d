from counselling.permissions.opening import can_change_opening, can_close_today, can_reopen

__all__ = ["can_change_opening", "can_close_today", "can_reopen"]
