"""Lists of clients to be taken over."""

import factory

from counselling.models import ClientImport


class ClientImportFactory(factory.django.DjangoModelFactory):
    """Two rows below their headings, one of them without a name."""

    class Meta:
        model = ClientImport

    controller = factory.SelfAttribute("by.organisation")
    file_name = "klienten.xlsx"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    rows = [["Name", "Vorname"], ["Nguyễn", "Ánh"], ["", ""], ["", "", "0375 1"]]
    mapping = ["family", "given"]
