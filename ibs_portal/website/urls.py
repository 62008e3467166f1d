"""All addresses of the website: home, staff home, news, legal pages, and what machines read."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from ibs_portal.website.feeds import NewsFeed
from ibs_portal.website.sitemaps import SITEMAPS
from ibs_portal.website.views import home, machines, news, pages, search, staff, staff_news

app_name = "website"

public = [
    path("", home.HomeView.as_view(), name="home"),
    path("aktuelles/", news.NewsListView.as_view(), name="news_list"),
    path("aktuelles/<slug:slug>/", news.NewsDetailView.as_view(), name="news_detail"),
    path("hilfe/", pages.EmergencyView.as_view(), name="emergency"),
    path("suche/", search.SearchView.as_view(), name="search"),
    path("impressum/", pages.ImprintView.as_view(), name="imprint"),
    path("datenschutz/", pages.PrivacyView.as_view(), name="privacy"),
    path("barrierefreiheit/", pages.AccessibilityView.as_view(), name="accessibility"),
    path("barriere-melden/", pages.BarrierReportView.as_view(), name="barrier_report"),
    path("barriere-melden/danke/", pages.BarrierReportDoneView.as_view(), name="barrier_report_done"),
]
staff_pages = [
    path("", staff.StaffHomeView.as_view(), name="staff_home"),
    path("suche/", staff.StaffSearchView.as_view(), name="staff_search"),
    path("hilfe/", staff.StaffHelpView.as_view(), name="staff_help"),
    path("aktuelles/", staff_news.StaffNewsListView.as_view(), name="staff_news_list"),
    path("aktuelles/neu/", staff_news.NewsCreateView.as_view(), name="news_create"),
    path("aktuelles/<int:pk>/", staff_news.NewsUpdateView.as_view(), name="news_update"),
    path("aktuelles/<int:pk>/veroeffentlichen/", staff_news.NewsPublishView.as_view(), name="news_publish"),
    path("aktuelles/<int:pk>/zurueckziehen/", staff_news.NewsWithdrawView.as_view(), name="news_withdraw"),
]
machine_pages = [
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("feeds/<str:language>/aktuelles.xml", NewsFeed(), name="news_feed"),
]

urlpatterns = [
    *i18n_patterns(*public),
    path("intern/", include(staff_pages)),
    *machine_pages,
]
