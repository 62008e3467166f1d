"""Taking over a list of people from Excel or CSV, the same in every area.

``reading.py`` makes rows of a file. Here its columns and words become facts (``columns``, ``words``, ``dates``,
``rows``), the list is kept until somebody has looked at it (``models``, ``staging``) and shown with the fate of each
row (``forms``, ``views``, ``refused``). What the facts mean, and what is made of them, is the area's.
"""
