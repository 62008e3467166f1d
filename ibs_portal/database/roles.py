"""The roles of the database: what a request becomes, and which login may become what.

A login owns nothing and may do nothing by itself. It can only *become* one of the roles below, for one
transaction, and each role has rights on just what its kind of user needs (``access.py``). In production the
public process and the staff process have different logins: the public one cannot become a staff role.
"""

from typing import Final

# Public pages; volunteers and skilled workers on their own pages.
VISITOR: Final = "portal_visitor"
# One act of somebody of the public, reaching only the rows that its sealed errand names: a registration by
# the link in a mail, an answer to a match, a sign-up.
ERRAND: Final = "portal_errand"
# Reading the session, and everything under /konto/: passwords, codes, second factors.
PUBLIC_DOOR: Final = "portal_public_door"
STAFF_DOOR: Final = "portal_staff_door"
# The federal volunteer at the counter: names and languages, no file.
COUNTER: Final = "portal_counter"
COUNSELLING: Final = "portal_counselling"
PROGRAMME: Final = "portal_programme"
# Editors: events, guests, news.
EDITORIAL: Final = "portal_editorial"
# Partners: no person at all, only figures.
PARTNER: Final = "portal_partner"
# The data protection officer: the trail, and nothing that it speaks of.
INSPECTION: Final = "portal_inspection"
# Django admin: accounts, vocabularies, texts; no client, no note.
SETUP: Final = "portal_setup"
JOBS: Final = "portal_jobs"

PUBLIC_ROLES: Final = (VISITOR, ERRAND, PUBLIC_DOOR)
WORK_ROLES: Final = (COUNTER, COUNSELLING, PROGRAMME, EDITORIAL, PARTNER, INSPECTION)
STAFF_ROLES: Final = (STAFF_DOOR, *WORK_ROLES, SETUP)
REQUEST_ROLES: Final = (*PUBLIC_ROLES, *STAFF_ROLES)
ALL_ROLES: Final = (*REQUEST_ROLES, JOBS)

PUBLIC_REALM, STAFF_REALM = "public", "staff"
DOOR_OF: Final = {PUBLIC_REALM: PUBLIC_DOOR, STAFF_REALM: STAFF_DOOR}
# What each kind of login may become. The staff host also shows public pages.
MAY_BECOME: Final = {
    "public": PUBLIC_ROLES,
    "staff": (VISITOR, ERRAND, *STAFF_ROLES),
    "jobs": (JOBS,),
    "everything": ALL_ROLES,
}
