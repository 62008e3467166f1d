"""Papers and files of the programme, a module per topic."""
