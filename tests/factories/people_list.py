"""Lists of people to be taken over."""

import factory

from volunteers.models import CohortImport, VolunteerImport


class VolunteerImportFactory(factory.django.DjangoModelFactory):
    """Two rows below their headings, one of them without a name; ``done=True``: taken over, one was refused."""

    class Meta:
        model = VolunteerImport

    class Params:
        done = factory.Trait(
            state="done", rows=[["Name", "Telefon", ""], ["", "0541 1", "Ohne Namen", 3]], taken=1, refused=1
        )

    file_name = "freiwillige.xlsx"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    rows = [["Name", "Vorname", "Telefon"], ["Nguyễn", "Ánh", "0541 1"], ["", "", "0541 2"]]
    mapping = ["family", "given", "phone"]


class CohortImportFactory(VolunteerImportFactory):
    """For a new cohort; ``done=True``: taken over, and its people have been erased since."""

    class Meta:
        model = CohortImport

    class Params:
        done = factory.Trait(
            state="done", rows=[["Name", "Herkunft", ""], ["", "Indien", "Ohne Namen", 3]], taken=1, refused=1, made=[0]
        )

    file_name = "fachkraefte.xlsx"
    name = factory.Sequence(lambda n: f"New cohort {n}")
    rows = [["Name", "Herkunft"], ["Thomas, Anjali", "Indien"], ["", "Indien"]]
    mapping = ["full", "origin"]
