from counselling.admin import booking, enquiry, notice, opening, partner

__all__ = ["booking", "enquiry", "notice", "opening", "partner"]
