"""Work that is done by itself; what goes through many people is a transaction for each (``one_by_one``)."""

from django.utils import timezone
from procrastinate.contrib.django import app

from ibs_portal.database.identity import asking_as_job
from volunteers.actions.attendance import remind_of_renewals
from volunteers.actions.checkin import ask_all
from volunteers.actions.clearance import erase_clearances
from volunteers.actions.digest import send_digests
from volunteers.actions.erasure import announce_erasures, carry_out_erasures
from volunteers.actions.gettogether import erase_gettogethers
from volunteers.actions.match import expire_matches, remind_matches
from volunteers.actions.match_pause import begin_match_pauses, resume_matches
from volunteers.actions.pause import end_pauses
from volunteers.actions.reminder import remind_people
from volunteers.actions.run import erase_runs
from volunteers.actions.signup import remove_unconfirmed_signups
from volunteers.actions.stand_in import end_stand_ins
from volunteers.actions.training_places import expire_training_offers
from volunteers.actions.volunteer_import import erase_people_lists
from volunteers.actions.worker_signup import remove_unconfirmed_workers


@app.periodic(cron="17 3 * * *")
@app.task(name="volunteers.expire_matches", queueing_lock="volunteers.expire_matches")
def expire_unanswered_matches(timestamp: int) -> None:
    """Every night: questions nobody answered within two weeks, so that the need does not wait for nothing."""
    with asking_as_job():
        expire_matches(by=None, now=timezone.now())


@app.periodic(cron="10 6 * * *")
@app.task(name="volunteers.resume_matches", queueing_lock="volunteers.resume_matches")
def resume_paused_matches(timestamp: int) -> None:
    """Every morning: breaks that are over end and planned ones begin, before anybody is asked how it is going."""
    with asking_as_job():
        resume_matches(by=None, now=timezone.now())
        begin_match_pauses(by=None, now=timezone.now())


@app.periodic(cron="20 6 * * *")
@app.task(name="volunteers.end_stand_ins", queueing_lock="volunteers.end_stand_ins")
def end_stand_ins_of_yesterday(timestamp: int) -> None:
    """Every morning: whose days of standing in are over is thanked, and the skilled worker told."""
    with asking_as_job():
        end_stand_ins(by=None, now=timezone.now())


@app.periodic(cron="35 7 * * *")
@app.task(name="volunteers.ask_checkins", queueing_lock="volunteers.ask_checkins")
def ask_checkins(timestamp: int) -> None:
    """Every morning: how is it going, to both sides of each match whose day has come."""
    with asking_as_job():
        ask_all(by=None, now=timezone.now())


@app.periodic(cron="50 7 * * *")
@app.task(name="volunteers.remind_matches", queueing_lock="volunteers.remind_matches")
def remind_unanswered_matches(timestamp: int) -> None:
    """Every morning: a reminder to whoever has not answered after ten days, once."""
    with asking_as_job():
        remind_matches(by=None, now=timezone.now())


@app.periodic(cron="0 5 * * 1")
@app.task(name="volunteers.send_digests", queueing_lock="volunteers.send_digests")
def send_weekly_digests(timestamp: int) -> None:
    """On Monday morning: how the companionships stand, to the coordinators."""
    with asking_as_job():
        send_digests(by=None, now=timezone.now())


@app.periodic(cron="10 3 * * *")
@app.task(name="volunteers.remove_unconfirmed", queueing_lock="volunteers.remove_unconfirmed")
def remove_unconfirmed(timestamp: int) -> None:
    """Every night: sign-ups that nobody confirmed within thirty days go, with their accounts."""
    remove_unconfirmed_signups(now=timezone.now())


@app.periodic(cron="5 6 * * *")
@app.task(name="volunteers.end_pauses", queueing_lock="volunteers.end_pauses")
def end_pauses_of_today(timestamp: int) -> None:
    """Every morning: whose break is over is back, and gets a mail."""
    with asking_as_job():
        end_pauses(by=None, now=timezone.now())


@app.periodic(cron="25 3 * * *")
@app.task(name="volunteers.erase_clearances", queueing_lock="volunteers.erase_clearances")
def erase_old_clearances(timestamp: int) -> None:
    """Every night: notes on certificates of conduct of people who left three months ago."""
    erase_clearances(by=None, now=timezone.now())


@app.periodic(cron="45 3 * * *")
@app.task(name="volunteers.erase_runs", queueing_lock="volunteers.erase_runs")
def erase_old_runs(timestamp: int) -> None:
    """Every night: runs of matching of more than ninety days ago, with what they proposed."""
    with asking_as_job():
        erase_runs(by=None, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="volunteers.expire_training_offers", queueing_lock="volunteers.expire_training_offers")
def expire_offered_places(timestamp: int) -> None:
    """Every five minutes: a place of a training that nobody took in time goes to the next who waits."""
    with asking_as_job():
        expire_training_offers(by=None, now=timezone.now())


@app.periodic(cron="40 6 * * *")
@app.task(name="volunteers.remind_of_renewals", queueing_lock="volunteers.remind_of_renewals")
def write_of_renewals(timestamp: int) -> None:
    """Every morning: qualifications that run out within six months, one mail each."""
    with asking_as_job():
        remind_of_renewals(by=None, now=timezone.now())


@app.periodic(cron="25 3 * * *")
@app.task(name="volunteers.announce_erasures", queueing_lock="volunteers.announce_erasures")
def announce_due_erasures(timestamp: int) -> None:
    """Every night: whoever left long enough ago is told that the data will go."""
    announce_erasures(by=None, today=timezone.localdate())


@app.periodic(cron="35 3 * * *")
@app.task(name="volunteers.carry_out_erasures", queueing_lock="volunteers.carry_out_erasures")
def carry_out_due_erasures(timestamp: int) -> None:
    """Every night: what was asked for or announced, and is not held, is erased."""
    carry_out_erasures(by=None, today=timezone.localdate())


@app.periodic(cron="20 9 * * *")
@app.task(name="volunteers.remind_people", queueing_lock="volunteers.remind_people")
def remind_of_next_step(timestamp: int) -> None:
    """Every morning at a decent hour: codes, profiles and invitations that somebody has left lying."""
    with asking_as_job():
        remind_people(by=None, now=timezone.now())


@app.periodic(cron="12 3 * * *")
@app.task(name="volunteers.remove_unconfirmed_workers", queueing_lock="volunteers.remove_unconfirmed_workers")
def remove_unconfirmed_worker_signups(timestamp: int) -> None:
    """Every night: the same as for volunteers."""
    remove_unconfirmed_workers(now=timezone.now())


@app.periodic(cron="35 3 * * *")
@app.task(name="volunteers.erase_gettogethers", queueing_lock="volunteers.erase_gettogethers")
def erase_old_gettogethers(timestamp: int) -> None:
    """Every night: badges, ticked names and pairs of get-togethers of more than thirty days ago."""
    erase_gettogethers(by=None, now=timezone.now())


@app.periodic(cron="55 * * * *")
@app.task(name="volunteers.erase_people_lists", queueing_lock="volunteers.erase_people_lists")
def erase_old_lists(timestamp: int) -> None:
    """Every hour: lists of people that were uploaded more than a day ago."""
    with asking_as_job():
        erase_people_lists(now=timezone.now())
