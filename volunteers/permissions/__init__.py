"""Who may do what in the programme, a module per topic."""
