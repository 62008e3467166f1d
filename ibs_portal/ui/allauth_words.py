"""Sentences of allauth that our catalogue says again: its German is informal, the portal's is not.

They are listed only to be extracted; a translation in our catalogue wins over allauth's own.
"""

from django.utils.translation import gettext_noop as _

ADDRESSED_FORMALLY = (
    _("You cannot remove your primary email address."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("You cannot add more than %d email addresses."),
    _("Your primary email address must be verified."),
    _("Please type your current password."),
    _("You must type the same password each time."),
    _("You must type the same email each time."),
    _("Be patient, you are sending too many requests."),
    _("Do you really want to remove the selected email address?"),
    _("Please Confirm Your Email Address"),
    _("Verify Your Email Address"),
    _("Your password has been changed."),
    _("Your password is now changed."),
    _("Your email address is still pending verification."),
    _("You have confirmed %(email)s."),
    _("You have signed out."),
    _("Are you sure you want to sign out?"),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("Please contact us if you have any trouble resetting your password."),
    _("Already have an account? Then please %(link)ssign in%(end_link)s."),
    _("You are already logged in as %(user_display)s."),
    _(
        "You currently do not have any email address set up. You should really add an email address so you can"
        " receive notifications, reset your password, etc."
    ),
    _("Sign In"),
    _("Successfully signed in as %(name)s."),
    _("You will receive a special code for a password-free sign-in."),
    _("Request Code"),
    _("Other sign-in options"),
    _("Forgot your password?"),
    _("Email"),
    _("Email address"),
    _("Remove"),
    _("Primary"),
    _("Sessions"),
    _("Sign Out Other Sessions"),
    _("Authenticator secret"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
)
