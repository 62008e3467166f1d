"""Invented people with the names that real files have: many scripts, single names, several spellings."""

# given, family, further names (kind, given, family), languages, nationality
CITY_PEOPLE = (
    ("Thị Ánh", "Nguyễn", (("alias", "Anh", "Nguyen-Weissflog"),), ["vi", "de"], "VN"),
    ("Łukasz", "Đorđević", (("original_script", "Лукаш", "Ђорђевић"),), ["sr", "pl", "de"], "RS"),
    ("Zaw", "", (("alias", "Zaw Min", "Htun"),), ["my", "en"], "MM"),
    ("Samira", "Al-Khatib", (("original_script", "سميرة", "الخطيب"),), ["ar", "de"], "SY"),
    ("Oleksandra", "Shevchuk", (("original_script", "Олександра", "Шевчук"),), ["uk", "ru"], "UA"),
    ("Yusuf", "Demirtaş-Çelik", (("maiden", "Yusuf", "Çelik"),), ["tr", "kmr"], "TR"),
    ("Ahmad Zia", "Rahimi", (("original_script", "احمد ضیا", "رحیمی"),), ["prs", "ps"], "AF"),
    ("Semhar", "Tesfay Gebremedhin", (("original_script", "ሰምሃር", "ተስፋይ"),), ["ti", "en"], "ER"),
    ("Mihaela-Ştefania", "Brânzei", (), ["ro", "de"], "RO"),
    ("Þorbjörn", "Guðmundsson", (), ["en", "de"], "IS"),
    ("Mohammed", "Haddad", (("alias", "Muhammad", "Hadad"),), ["ar"], "LB"),
    ("Fatemeh", "Hosseini", (("original_script", "فاطمه", "حسینی"),), ["fa", "de"], "IR"),
    ("Ivana", "Kovačić", (), ["hr", "de"], "HR"),
    ("Giuseppe", "Dell’Aquila", (), ["it", "de"], "IT"),
    ("Suman", "", (), ["ne", "hi", "en"], "NP"),
    ("Наталія", "Ковальчук", (("official", "Nataliia", "Kovalchuk"),), ["uk"], "UA"),
    ("Abdirahman", "Warsame Cige", (), ["so", "ar"], "SO"),
    ("Zoë", "O’Brien-Łęcka", (), ["en", "pl"], "IE"),
    ("Alexandra", "Schewtschuk", (), ["uk"], "UA"),
    ("Muhammad", "Hadad", (), ["ar"], "LB"),
)
COUNTY_PEOPLE = (
    ("Jürgen Đức", "Trần", (("alias", "Duc", "Tran"),), ["vi", "de"], "VN"),
    ("Rojîn", "Şêxo", (("original_script", "روژین", "شێخۆ"),), ["kmr", "ar"], "SY"),
    ("Håkan", "Ærøskøbing", (), ["en", "de"], "DK"),
    ("Dilnoza", "Yoʻldosheva", (("original_script", "Дилноза", "Йўлдошева"),), ["uz", "ru"], "UZ"),
    ("Bekele", "", (), ["am", "om"], "ET"),
)
# language: country, given names, family names; mixed for everybody else
ORIGINS = (
    ("ar", "SY", "Layla Omar Noor Bassam Rania Khaled Amal Tarek", "Hariri Darwish Khalil Sabbagh Nassar Qasim"),
    ("fa", "AF", "Zahra Farid Maryam Navid Shirin Reza Laleh Javid", "Karimi Amiri Nazari Sultani Azizi Moradi"),
    ("uk", "UA", "Olena Mykola Iryna Andrii Kateryna Taras Yuliia", "Bondarenko Melnyk Tkachuk Lysenko Hrytsenko"),
    ("ti", "ER", "Selam Yonas Miriam Filmon Saba Robel", "Habte Kidane Tekle Mengesteab Ghebre"),
    ("kmr", "IQ", "Berfîn Azad Hêlîn Rêber Dilan Şivan", "Barwarî Xoşnaw Zêbarî Duskî"),
    ("ro", "RO", "Ana Ionuț Elena Andrei Țvetana", "Popa Ungureanu Șerban Moldovan"),
)
TEAM_NOTES = (
    "Brief der Krankenkasse gelesen und erklärt. Antwort gemeinsam geschrieben.",
    "Formular für Kindergeld ausgefüllt. Es fehlt noch die Bescheinigung der Schule.",
    "Wohnungsangebote durchgesehen, zwei Besichtigungen vereinbart.",
    "Termin beim Sprachkursträger ausgemacht. Einstufungstest nächste Woche.",
    "Unterlagen für die Anerkennung des Abschlusses sortiert. Übersetzung ist bestellt.",
    "Rückfrage beim Jobcenter gestellt, der Bescheid kommt mit der Post.",
    "Kita-Anmeldung online gemacht. Platz ist ab August in Aussicht.",
    "Über den Ablauf im Haus gesprochen. Die Person kommt wieder, wenn der Bescheid da ist.",
    "Mietvertrag erklärt. Nebenkosten sind in Ordnung.",
    "Erstes Gespräch. Anliegen gesammelt und nach Dringlichkeit geordnet.",
)
FOLLOWUPS = (
    "Ist der Bescheid da?",
    "Nach der Schulbescheinigung fragen",
    "Ergebnis des Einstufungstests?",
    "Rückruf: Wohnungsbesichtigung",
    "Übersetzung abholen",
    "Termin beim Jobcenter vorbereiten",
    "Antwort der Krankenkasse?",
)
AIMS = (
    "Eigene Wohnung für vier Personen",
    "Sprachkurs B1",
    "Anerkennung des Abschlusses",
    "Kitaplatz und Rückkehr in Arbeit",
    "Einkommen gesichert, Post im Griff",
)
STREETS = ("Marienthaler Straße", "Leipziger Straße", "Am Brunnen", "Bahnhofstraße", "Schulweg")
