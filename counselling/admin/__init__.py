from counselling.admin import enquiry, notice, opening, partner

__all__ = ["enquiry", "notice", "opening", "partner"]
