from counselling.admin import notice, opening, partner

__all__ = ["notice", "opening", "partner"]
