"""PDF files that everybody can read: tagged (PDF/UA-1) and to be kept (PDF/A-3a), made by Typst.

A document is a template in ``templates/pdf/<area>/<name>.typ``. What it says comes as JSON, never as source, so no
text of anybody can become a command::

    #let data = json(bytes(sys.inputs.data))

Typst refuses a document without title, a picture without words for it, or a letter that no font has.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

MEDIA_TYPE = "application/pdf"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: Any = ["a-3a", "ua-1"]


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document of ``templates/pdf/<template>`` with these data."""
    root = Path(settings.BASE_DIR) / "templates" / "pdf"
    return typst.compile(
        str(root / template),
        root=str(root),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
    )
