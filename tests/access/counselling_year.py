from tests.access.counselling_casework import CASE_WORK
from tests.access.matrix import Access
from tests.factories.casework import make_house

make_world = make_house

ACCESS = {
    "counselling:report": Access(roles=CASE_WORK),
    "counselling:report_export": Access(roles=CASE_WORK, kwargs=lambda world: {"kind": "pdf"}),
    "counselling:report_text": Access(roles=CASE_WORK),
}
