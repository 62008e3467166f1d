from django.urls import path

from ibs_portal.ui.views import GalleryView

app_name = "ui"
urlpatterns = [
    path("", GalleryView.as_view(), name="gallery"),
]
