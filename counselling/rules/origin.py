"""Regions that nationalities are put together to; fine enough to plan by, coarse enough to hide nobody."""

EU = "AT BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
COUNTRIES = {
    "middle_east": "SY IQ IR LB JO PS IL KW SA AE YE OM QA BH TR",
    "ukraine_moldova": "UA MD",
    "central_asia": "AF PK TJ UZ TM KG KZ",
    "eu": EU,
    "balkans": "AL BA XK ME MK RS",
    "east_africa": "ER ET SO SD SS DJ KE UG TZ RW BI",
    "north_africa": "LY TN MA DZ EG EH MR",
    "russia_caucasus": "RU BY GE AM AZ",
    "asia": "VN IN NP BD LK MM TH PH CN KP KR JP ID MY KH LA MN TW SG BT HK BN MV TL MO",
    "west_africa": "NG GH CM CI SN ML GM GN BJ TG NE BF SL LR GW TD CF CG CD GA GQ CV ST AO",
    "america": "US CA MX BR CO VE CU PE CL AR EC BO DO HT SV GT HN NI CR PA PY UY JM TT GY SR BZ BS BB",
    "germany": "DE",
    "stateless": "stateless",
}
# In the order in which regions are named; "none" are contacts without a file, of whom nothing is known.
REGIONS = (*COUNTRIES, "elsewhere", "unknown", "none")
_REGION_OF = {code: region for region, codes in COUNTRIES.items() for code in codes.split()}
_NOT_SAID = {"unknown": "unknown", "none": "none"}


def region_of(nationality: str) -> str:
    """The region of a nationality as it is kept; a country that no region names is "elsewhere"."""
    return _NOT_SAID.get(nationality) or _REGION_OF.get(nationality, "elsewhere")
