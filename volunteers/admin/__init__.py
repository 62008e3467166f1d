from volunteers.admin.certificate import CardTermsAdmin
from volunteers.admin.programme import OfferAdmin, ProgrammeAdmin, TrainingAdmin

__all__ = ["CardTermsAdmin", "OfferAdmin", "ProgrammeAdmin", "TrainingAdmin"]
