from django.urls import path

from ibs_portal.accounts.views import LandingView

app_name = "accounts"
urlpatterns = [path("", LandingView.as_view(), name="landing")]
