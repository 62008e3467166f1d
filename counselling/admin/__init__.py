from counselling.admin import opening, partner

__all__ = ["opening", "partner"]
