from django import template

from volunteers.rules.hours import hours_words

register = template.Library()
register.filter("as_hours", hours_words)
