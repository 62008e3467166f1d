"""Orders to a service for language mediation: number, language, time, place. Never a client."""

from counselling.models import InterpreterRequest
from ibs_portal.mail.letters import send_letter


def send_order(request: InterpreterRequest) -> None:
    _send("interpreter_order", request)


def send_withdrawal(request: InterpreterRequest) -> None:
    _send("interpreter_withdrawal", request)


def _send(template: str, request: InterpreterRequest) -> None:
    send_letter(
        f"counselling/{template}",
        to=request.service.email,
        language="de",
        context={"request": request, "centre": request.centre},
        reply_to=request.centre.email,
    )
