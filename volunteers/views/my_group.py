"""A volunteer's own pages: her group, its dates, asking for a place; for the speaker first names and a mail to all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.bulk_mail import send_group_mail
from volunteers.actions.group_date import answer_date
from volunteers.actions.group_request import request_group, withdraw_request
from volunteers.forms.bulk_mail import BulkMailForm
from volunteers.models import BulkMail, CompanionGroup, GroupDate
from volunteers.queries.groups import groups_to_ask, open_request, own_dates, speakers_view, with_names
from volunteers.queries.my_path import membership_of
from volunteers.rules.group import ASSIGNABLE
from volunteers.views.own import OwnMixin


class MyGroupMixin(OwnMixin):
    @cached_property
    def group(self) -> CompanionGroup | None:
        membership = membership_of(self.volunteer)
        return membership.group if membership else None

    @property
    def is_speaker(self) -> bool:
        return self.group is not None and self.group.speaker_id == self.volunteer.pk


class MyGroupView(MyGroupMixin, TemplateView):
    """The group with its dates; and the other groups, to ask for a place."""

    template_name = "volunteers/my_group.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group, now = self.group, timezone.now()
        dates = own_dates(self.volunteer, group, now) if group else []
        asked = open_request(self.volunteer)
        groups = groups_to_ask(group) if self.volunteer.status in ASSIGNABLE else []
        return super().get_context_data(
            group=group,
            dates=with_names(dates) if self.is_speaker else dates,
            speaks=speakers_view(group) if group and self.is_speaker else None,
            asked=asked,
            asked_name=next((one.name for one in groups if asked and one.pk == asked.group_id), ""),
            groups=groups,
            **kwargs,
        )


class MyGroupRequestView(MyGroupMixin, View):
    """Asks for a place, or takes the request back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        now, wanted = timezone.now(), request.POST.get("group", "")
        try:
            if asked := self.taken_back(request):
                with errand(volunteer=self.volunteer.pk):
                    withdraw_request(asked, by=request.user, now=now)
                messages.success(request, _("Your request is taken back."))
            else:
                pk = next(one.pk for one in groups_to_ask(self.group) if str(one.pk) == wanted)
                with errand(volunteer=self.volunteer.pk):
                    request_group(self.volunteer, group_id=pk, by=request.user, now=now)
                messages.success(request, _("Thank you. We tell you as soon as it is decided."))
        except StopIteration:
            raise Http404 from None
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("volunteers:my_group")

    def taken_back(self, request: HttpRequest) -> Any:
        return open_request(self.volunteer) if "withdraw" in request.POST else None


class MyGroupDateView(MyGroupMixin, View):
    """Comes or does not come."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        date = get_object_or_404(GroupDate.objects.visible_to(request.user), pk=pk)
        is_coming = request.POST.get("answer") == "yes"
        try:
            with errand(volunteer=self.volunteer.pk):
                answer_date(date, volunteer=self.volunteer, is_coming=is_coming, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            thanks = _("Thank you. We look forward to seeing you.") if is_coming else _("Thank you for telling us.")
            messages.success(request, thanks)
        return redirect("volunteers:my_group")


class MyGroupMailView(MyGroupMixin, ActionFormView):
    """The speaker writes to the group; nobody's address is shown, to her neither."""

    template_name = "volunteers/my_group_mail.html"
    form_class = BulkMailForm
    success_url = reverse_lazy("volunteers:my_group")
    success_message = gettext_lazy("Your mail is on its way to the group.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and self.has_permission() and not self.is_speaker:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(group=self.group, **kwargs)

    def perform(self, form: BulkMailForm) -> BulkMail:
        group = self.group
        with errand(group_mail=group.pk if group else 0):
            return send_group_mail(group, by=self.request.user, now=timezone.now(), **form.cleaned_data)
