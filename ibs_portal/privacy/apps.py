from django.apps import AppConfig

from ibs_portal.privacy.watched import watch_people


class PrivacyConfig(AppConfig):
    name = "ibs_portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        watch_people()
