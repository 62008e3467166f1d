"""Keys under which people are found, for everybody who has a file already."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from counselling.rules.finding import fact_keys
from counselling.rules.namewords import keys_of_names, likeness_key
from counselling.rules.naming import search_key, sort_key

ONE_CONTROLLER = """
ALTER TABLE counselling_namekeys ADD CONSTRAINT counselling_namekeys_client_one_controller
FOREIGN KEY (client_id, controller_id) REFERENCES counselling_client (id, controller_id)
ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
"""
BATCH = 2000


def fill(apps, schema_editor):
    """Also folds names of other scripts (Ge'ez …) anew, which have a Latin writing now."""
    Client, Name, Keys = (apps.get_model("counselling", name) for name in ("Client", "ClientName", "NameKeys"))
    for name in Name.objects.filter(script="other").iterator(chunk_size=BATCH):
        name.search_key, name.sort_key = search_key(name.given, name.family), sort_key(name.given, name.family)
        name.save(update_fields=["search_key", "sort_key"])
    last = 0
    while clients := list(Client.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        Keys.objects.bulk_create(filter(None, (keys_of(client, Keys) for client in with_names(clients, Name))))
        last = clients[-1].pk


def with_names(clients, Name):
    names = {}
    rows = Name.objects.filter(client__in=clients).order_by("-is_primary", "pk")
    for key, given, family in rows.values_list("client_id", "given", "family"):
        names.setdefault(key, []).append((given, family))
    for client in clients:
        client.written = names.get(client.pk, [])
    return clients


def keys_of(client, Keys):
    if not client.written:
        return None
    facts = fact_keys(birth_date=client.birth_date, birth_precision=client.birth_precision, phones=[client.phone])
    return Keys(
        controller_id=client.controller_id,
        client_id=client.pk,
        names=" ".join(sorted(keys_of_names(client.written))),
        facts=" ".join(sorted(facts)),
        likeness=likeness_key(*client.written[0]),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0025_restricted_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameKeys',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', django.contrib.postgres.search.SearchVectorField(editable=False, verbose_name='keys of the names')),
                ('facts', django.contrib.postgres.search.SearchVectorField(editable=False, verbose_name='keys of birth and phone')),
                ('likeness', models.CharField(editable=False, max_length=200, verbose_name='likeness')),
                ('client', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='name_keys', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
            ],
            options={
                'verbose_name': 'keys for finding',
                'verbose_name_plural': 'keys for finding',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['names'], name='counselling_namekeys_names'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['facts'], name='counselling_namekeys_facts'), models.Index(fields=['controller', 'likeness', 'client'], name='counselling_namekeys_likeness')],
            },
        ),
        migrations.RunSQL(ONE_CONTROLLER, migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(
            "DROP FUNCTION IF EXISTS counselling_names_beginning_with(text[])", migrations.RunSQL.noop
        ),
    ]
