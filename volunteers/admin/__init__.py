from volunteers.admin.programme import OfferAdmin, ProgrammeAdmin, TrainingAdmin

__all__ = ["OfferAdmin", "ProgrammeAdmin", "TrainingAdmin"]
