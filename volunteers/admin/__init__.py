from volunteers.admin.certificate import CardTermsAdmin
from volunteers.admin.programme import DistrictDistanceAdmin, OfferAdmin, ProgrammeAdmin, TrainingAdmin

__all__ = ["CardTermsAdmin", "DistrictDistanceAdmin", "OfferAdmin", "ProgrammeAdmin", "TrainingAdmin"]
