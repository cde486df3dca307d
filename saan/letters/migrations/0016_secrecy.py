"""Secret papers: the policy of an office, who was cleared, the sealed papers; the database keeps what was sealed."""

import django.db.models.deletion
import saan.kernel.dates.forms
import saan.letters.rules
import saan.letters.secrecy
from django.conf import settings
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION letters_keep_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'หนังสือลับลบไม่ได้ ร่างให้ทิ้งร่างแทน';
    END IF;
    IF NEW.office_id IS DISTINCT FROM OLD.office_id OR NEW.level IS DISTINCT FROM OLD.level THEN
        RAISE EXCEPTION 'หนังสือลับย้ายหน่วยงานหรือลดชั้นด้วยการแก้แถวไม่ได้';
    END IF;
    IF OLD.state <> 'draft' AND NEW.sealed IS DISTINCT FROM OLD.sealed THEN
        RAISE EXCEPTION 'หนังสือลับที่ออกเลขหรือรับแล้วแก้ข้อความไม่ได้';
    END IF;
    IF OLD.scan IS NOT NULL AND NEW.scan IS DISTINCT FROM OLD.scan THEN
        RAISE EXCEPTION 'แฟ้มของหนังสือลับแก้ไม่ได้';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letters_keep_secret BEFORE UPDATE OR DELETE ON letters_secretpaper
    FOR EACH ROW EXECUTE FUNCTION letters_keep_secret();
"""
BACKWARD = """
DROP TRIGGER letters_keep_secret ON letters_secretpaper;
DROP FUNCTION letters_keep_secret();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0015_days_of_registers'),
        ('organisations', '0002_saraban'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SecrecyPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=saan.letters.secrecy.Secrecy.choices, default=saan.letters.secrecy.Secrecy['SECRET'], max_length=12, verbose_name='ชั้นความลับสูงสุด')),
                ('order_number', models.CharField(max_length=120, verbose_name='คำสั่งที่')),
                ('order_dated', models.DateField(verbose_name='คำสั่งลงวันที่')),
                ('starts', models.DateField(verbose_name='ตั้งแต่วันที่')),
                ('ends', models.DateField(verbose_name='ถึงวันที่')),
                ('set_at', models.DateTimeField(default=saan.kernel.dates.forms.now, editable=False, verbose_name='กำหนดเมื่อ')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ยกเลิกเมื่อ')),
                ('revoke_reason', models.CharField(blank=True, max_length=300, verbose_name='เหตุผลที่ยกเลิก')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='secrecy_policies', to='organisations.office', verbose_name='หน่วยงาน')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ยกเลิกโดย')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='กำหนดโดย')),
            ],
            options={
                'verbose_name': 'นโยบายหนังสือลับของหน่วยงาน',
                'verbose_name_plural': 'นโยบายหนังสือลับของหน่วยงาน',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=saan.letters.secrecy.Duty.choices, max_length=10, verbose_name='หน้าที่')),
                ('granted_at', models.DateTimeField(default=saan.kernel.dates.forms.now, editable=False, verbose_name='อนุญาตเมื่อ')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ถอนเมื่อ')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='อนุญาตโดย')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ได้รับอนุญาต')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ถอนโดย')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='letters.secrecypolicy', verbose_name='นโยบาย')),
            ],
            options={
                'verbose_name': 'การอนุญาตให้เข้าถึงหนังสือลับ',
                'verbose_name_plural': 'การอนุญาตให้เข้าถึงหนังสือลับ',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SecretPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=saan.letters.rules.Direction.choices, max_length=10, verbose_name='รับ/ส่ง')),
                ('level', models.CharField(choices=saan.letters.secrecy.Secrecy.choices, default=saan.letters.secrecy.Secrecy['SECRET'], max_length=12, verbose_name='ชั้นความลับ')),
                ('state', models.CharField(choices=saan.letters.secrecy.SecretState.choices, max_length=12, verbose_name='สถานะ')),
                ('party', models.CharField(max_length=300, verbose_name='จาก/ถึง')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='ที่')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='ลงวันที่')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='ครั้งที่บันทึก')),
                ('sealed', models.BinaryField(null=True, verbose_name='ข้อความภายใต้ผนึก')),
                ('scan', models.BinaryField(null=True, verbose_name='แฟ้มภายใต้ผนึก')),
                ('created_at', models.DateTimeField(default=saan.kernel.dates.forms.now, editable=False, verbose_name='บันทึกเมื่อ')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='บันทึกโดย')),
                ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='secret_paper', to='letters.registerentry', verbose_name='เลขในทะเบียน')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='secret_papers', to='organisations.office', verbose_name='หน่วยงาน')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='letters.secretpaper', verbose_name='ส่งมาจาก')),
            ],
            options={
                'verbose_name': 'หนังสือลับ',
                'verbose_name_plural': 'หนังสือลับ',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='secrecypolicy',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('office',), name='secrecy_policy_one_standing', violation_error_message='หน่วยงานนี้มีนโยบายหนังสือลับที่ยังไม่ยกเลิกอยู่แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='secrecypolicy',
            constraint=models.CheckConstraint(condition=models.Q(('level', saan.letters.secrecy.Secrecy['SECRET'])), name='secrecy_policy_level', violation_error_message='ระบบเก็บเนื้อหาได้ไม่เกินชั้นลับ'),
        ),
        migrations.AddConstraint(
            model_name='secrecypolicy',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts')), ('starts__gte', models.F('order_dated'))), name='secrecy_policy_days', violation_error_message='วันเริ่มต้องไม่ก่อนวันที่ของคำสั่ง และไม่หลังวันสิ้นสุด'),
        ),
        migrations.AddConstraint(
            model_name='secrecypolicy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='secrecy_policy_revoked_whole', violation_error_message='นโยบายที่ยกเลิกต้องมีเหตุผลและผู้ยกเลิก'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('policy', 'user'), name='clearance_once', violation_error_message='ผู้นี้ได้รับอนุญาตอยู่แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.UniqueConstraint(condition=models.Q(('duty', saan.letters.secrecy.Duty['REGISTRAR']), ('withdrawn_at__isnull', True)), fields=('policy',), name='clearance_one_registrar', violation_error_message='มีนายทะเบียนข้อมูลข่าวสารลับอยู่แล้ว'),
        ),
        migrations.AddConstraint(
            model_name='clearance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='clearance_withdrawn_whole', violation_error_message='การถอนต้องมีผู้ถอนและเวลา'),
        ),
        migrations.AddConstraint(
            model_name='secretpaper',
            constraint=models.CheckConstraint(condition=models.Q(('level', saan.letters.secrecy.Secrecy['SECRET'])), name='secret_paper_level', violation_error_message='ระบบเก็บเนื้อหาได้ไม่เกินชั้นลับ'),
        ),
        migrations.AddConstraint(
            model_name='secretpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', (saan.letters.secrecy.SecretState['NUMBERED'], saan.letters.secrecy.SecretState['SENT'], saan.letters.secrecy.SecretState['REGISTERED'])), _negated=True), ('entry__isnull', False), _connector='OR'), name='secret_paper_numbered_whole', violation_error_message='หนังสือลับที่ออกเลขหรือลงรับแล้วต้องมีเลขในทะเบียน'),
        ),
        migrations.AddConstraint(
            model_name='secretpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scan__isnull', True), ('sealed__isnull', True), ('state', saan.letters.secrecy.SecretState['DISCARDED'])), models.Q(models.Q(('state', saan.letters.secrecy.SecretState['DISCARDED']), _negated=True), ('sealed__isnull', False)), _connector='OR'), name='secret_paper_sealed', violation_error_message='หนังสือลับต้องมีข้อความภายใต้ผนึก เว้นแต่ร่างที่ทิ้งแล้ว'),
        ),
        migrations.AddConstraint(
            model_name='secretpaper',
            constraint=models.UniqueConstraint(fields=('source', 'office'), name='secret_paper_sent_once', violation_error_message='ส่งหนังสือลับฉบับนี้ถึงหน่วยงานนี้แล้ว'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
