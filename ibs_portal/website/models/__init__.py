from ibs_portal.website.models.emergency import EmergencyContact
from ibs_portal.website.models.legal import LegalPage
from ibs_portal.website.models.news import NewsItem

__all__ = ["EmergencyContact", "LegalPage", "NewsItem"]
