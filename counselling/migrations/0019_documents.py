"""Documents of a file; their encrypted content in a table of its own."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("document", "client_id", "client", "CASCADE"),
    ("documentcontent", "client_id", "client", "CASCADE"),
    ("documentcontent", "document_id", "document", "CASCADE"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0018_privacy_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('residence', 'Residence document, passport'), ('notice', 'Notice of an authority'), ('application', 'Application'), ('letter', 'Letter'), ('certificate', 'Certificate, school report'), ('contract', 'Contract'), ('medical', 'Medical document'), ('signed', 'Signed form of ours'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='in short')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='date of the document')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('media_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPEG'), ('image/png', 'PNG'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word')], max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='random name')),
                ('scan', models.CharField(choices=[('waiting', 'in check'), ('clean', 'checked'), ('unscanned', 'not scanned'), ('infected', 'dangerous, removed')], max_length=10, verbose_name='virus check')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='uploaded')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField(verbose_name='encrypted content')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='content', to='counselling.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'content of a document',
                'verbose_name_plural': 'contents of documents',
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['client', '-uploaded_at'], name='counselling_document_course'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_document_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('size__range', (1, 41943040))), name='counselling_document_size', violation_error_message='The file is larger than 20 MB.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('dated_on', None), ('expires_on', None), ('expires_on__gte', models.F('dated_on')), _connector='OR'), name='counselling_document_expires_after_date', violation_error_message='The document expires before its date.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
