from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from ibs_portal import checks
from ibs_portal.ui import navigation
from ibs_portal.ui.navigation import NavItem


class WebsiteConfig(AppConfig):
    name = "ibs_portal.website"
    label = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        for check in checks.DEPLOYMENT:
            register(check, Tags.security, deploy=True)
        for check in checks.DATABASE:
            register(check, Tags.database, deploy=True)
        navigation.register("public", NavItem(_("Home"), "website:home", order=0))
        navigation.register("staff", NavItem(_("Today"), "website:staff_home", order=0))
        navigation.register(
            "staff",
            NavItem(_("News"), "website:staff_news_list", "website:news_", permission="website.draft_news", order=90),
        )
        navigation.register(
            "service",
            NavItem(_("Help in an emergency"), "website:emergency", order=10),
            NavItem(_("News"), "website:news_list", "website:news_detail", order=15),
            NavItem(_("Search"), "website:search", order=20),
            NavItem(_("Imprint"), "website:imprint", order=80),
            NavItem(_("Data protection"), "website:privacy", order=82),
            NavItem(_("Accessibility"), "website:accessibility", order=84),
            NavItem(_("Report a barrier"), "website:barrier_report", order=86),
        )
