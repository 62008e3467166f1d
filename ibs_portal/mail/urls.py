from django.urls import path

from ibs_portal.mail.views import OutboxView

app_name = "mail"
urlpatterns = [path("postausgang/", OutboxView.as_view(), name="outbox")]
