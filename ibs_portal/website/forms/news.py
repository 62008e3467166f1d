"""Writing news."""

from django import forms

from ibs_portal.website.models import NewsItem


class NewsForm(forms.ModelForm):
    """The texts of an item. Publishing is a step of its own."""

    class Meta:
        model = NewsItem
        fields = ["title_de", "body_de", "source", "picture_credit", "title_en", "body_en"]
        widgets = {"body_de": forms.Textarea({"rows": 10}), "body_en": forms.Textarea({"rows": 8})}
