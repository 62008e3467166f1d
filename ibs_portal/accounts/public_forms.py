"""What forms that anybody may send have in common."""

from typing import Any

from django.http import HttpResponse

from ibs_portal.accounts import bucket


class BucketMixin:
    """Before ``ActionFormView``: a flood waits some seconds, and keeps what was typed (``bucket.py``).

    Give it ``bucket_name``; the template includes ``components/wait.html`` inside of the form.
    """

    bucket_name = ""
    ticket = ""

    def form_valid(self, form: Any) -> HttpResponse:
        if not bucket.is_full(self.request, self.bucket_name):  # type: ignore[attr-defined]
            return super().form_valid(form)  # type: ignore[misc]
        self.ticket = bucket.new_ticket(self.bucket_name)
        return self.render_to_response(self.get_context_data(form=form), status=429)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ticket=self.ticket, wait_seconds=bucket.WAIT, **kwargs)  # type: ignore[misc]
