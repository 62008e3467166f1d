"""From the form to the action: what succeeds, what the action refuses, and the gallery as everybody sees it."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ValidationError
from django.urls import reverse

from ibs_portal.ui.views import ActionFormView


class CloseForm(forms.Form):
    reason = forms.CharField()

    def save(self):
        raise AssertionError("a view never saves a form")


class CloseView(ActionFormView):
    form_class = CloseForm
    template_name = "layouts/confirm.html"
    success_url = "/intern/"
    success_message = "Geschlossen."
    refusal: Exception | None = None

    def perform(self, form):
        if self.refusal:
            raise self.refusal
        return ("closed", form.cleaned_data["reason"])


@pytest.fixture
def post(rf):
    def send(refusal=None, **data):
        request = rf.post("/", data)
        SessionMiddleware(lambda r: None).process_request(request)
        MessageMiddleware(lambda r: None).process_request(request)
        view = CloseView(refusal=refusal)
        view.setup(request)
        return view, view.dispatch(request)

    return send


def test_a_valid_form_is_performed_and_answered_with_a_redirect(post):
    view, response = post(reason="umgezogen")
    assert (response.status_code, response["Location"], view.object) == (302, "/intern/", ("closed", "umgezogen"))
    assert [str(message) for message in get_messages(view.request)] == ["Geschlossen."]


def test_an_invalid_form_is_not_performed(post):
    view, response = post(refusal=AssertionError("must not be called"), reason="")
    assert (response.status_code, hasattr(view, "object")) == (200, False)


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        (ValidationError("Der Fall ist schon zu."), {"__all__": ["Der Fall ist schon zu."]}),
        (ValidationError({"reason": "Zu kurz."}), {"reason": ["Zu kurz."]}),
        (ValidationError({"client": "Fehlt."}), {"__all__": ["Fehlt."]}),
        (ValidationError({"__all__": ["Eins.", "Zwei."]}), {"__all__": ["Eins.", "Zwei."]}),
        (ValidationError(["Eins.", "Zwei."]), {"__all__": ["Eins.", "Zwei."]}),
    ],
)
def test_what_the_action_refuses_becomes_an_error_of_the_form(post, refusal, errors):
    view, response = post(refusal=refusal, reason="umgezogen")
    assert response.status_code == 200
    assert response.context_data["form"].errors == errors
    assert list(get_messages(view.request)) == []


def test_a_view_must_say_what_it_does(rf):
    with pytest.raises(NotImplementedError):
        ActionFormView().perform(CloseForm())


@pytest.mark.parametrize("query", ["", "?errors"])
def test_the_gallery_shows_itself(client_as, query):
    response = client_as("beratung").get(reverse("ui:gallery") + query)
    title = "Fehler: Gestaltung – IBS intern" if query else "Gestaltung – IBS intern"
    assert response.status_code == 200
    assert f"<title>{title}</title>" in response.text
    assert response.text.count('id="error-summary"') == bool(query)
