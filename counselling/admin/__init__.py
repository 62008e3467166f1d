from counselling.admin import opening

__all__ = ["opening"]
