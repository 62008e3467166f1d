"""The mails of the programme, a module per topic."""
