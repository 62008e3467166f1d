from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ibs_portal.privacy"
    label = "privacy"
