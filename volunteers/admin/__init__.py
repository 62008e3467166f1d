from volunteers.admin.matching import CohortAdmin
from volunteers.admin.programme import OfferAdmin, ProgrammeAdmin, TrainingAdmin

__all__ = ["CohortAdmin", "OfferAdmin", "ProgrammeAdmin", "TrainingAdmin"]
