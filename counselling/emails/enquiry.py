"""Mails about enquiries: that one has come, without a word of it; and the answer that somebody of the team wrote."""

from counselling.models import Enquiry
from ibs_portal.mail.letters import send_letter


def send_enquiry_received(enquiry: Enquiry) -> None:
    _send("enquiry_received", enquiry)


def send_enquiry_answer(enquiry: Enquiry) -> None:
    """Answers to it reach the centre, not the machine."""
    _send("enquiry_answer", enquiry, reply_to=enquiry.centre.email)


def _send(template: str, enquiry: Enquiry, reply_to: str = "") -> None:
    if enquiry.email:
        send_letter(
            f"counselling/{template}",
            to=enquiry.email,
            language=enquiry.contact_language,
            context={"enquiry": enquiry, "centre": enquiry.centre},
            reply_to=reply_to,
        )
