"""People and the posts they hold. A person without an appointment in force may do nothing."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from saan.accounts.roles import ROLES, Role, role_choices
from saan.kernel.dates import today
from saan.organisations.models import Office


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can sign in. Rights come from appointments alone."""

    username = models.CharField("ชื่อบัญชี", max_length=150, unique=True)
    full_name = models.CharField("ชื่อ-นามสกุล", max_length=200)
    email = models.EmailField("อีเมล", blank=True)
    is_active = models.BooleanField("ใช้งานได้", default=True)
    created_at = models.DateTimeField("สร้างเมื่อ", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"

    class Privacy:
        public = ()
        internal = ("id", "username", "is_active", "created_at", "last_login", "password")
        personal = ("full_name", "email")

    def __str__(self) -> str:
        return self.full_name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self) -> "AppointmentQuerySet":
        """Appointments in force today, Bangkok time, at offices that still stand."""
        day = today()
        standing = Q(office__valid_to__isnull=True) | Q(office__valid_to__gt=day)
        return self.filter(standing, Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Appointment(models.Model):
    """A role held at an office between two days. Acting posts carry an end and the order that gave them."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="ผู้ใช้")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments", verbose_name="หน่วยงาน")
    role = models.CharField("บทบาท", max_length=40, choices=role_choices)
    position = models.CharField("ตำแหน่ง", max_length=200)
    acting = models.BooleanField("รักษาการ", default=False)
    order_reference = models.CharField("คำสั่งที่", max_length=200, blank=True)
    starts = models.DateField("ตั้งแต่วันที่")
    ends = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "การแต่งตั้ง"
        verbose_name_plural = "การแต่งตั้ง"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="appointment_ends_after_start",
                violation_error_message="วันสิ้นสุดการแต่งตั้งต้องไม่ก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=Q(acting=False) | Q(ends__isnull=False),
                name="appointment_acting_has_end",
                violation_error_message="การรักษาการต้องระบุวันสิ้นสุด",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "user", "office", "role", "position", "acting", "order_reference", "starts", "ends")
        personal = ()

    def __str__(self) -> str:
        return f"{self.user} · {self.office}"

    @property
    def role_in_full(self) -> Role:
        return ROLES[self.role]


class SavedView(models.Model):
    """A list that a person keeps under a name: the page's address query, opened again with live figures."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views", verbose_name="ผู้ใช้")
    page = models.CharField("หน้า", max_length=30)
    name = models.CharField("ชื่อรายการ", max_length=100)
    query = models.CharField("เงื่อนไข", max_length=1000, blank=True)
    saved_on = models.DateField("บันทึกเมื่อวันที่", default=today)

    class Meta:
        verbose_name = "รายการที่บันทึกไว้"
        verbose_name_plural = "รายการที่บันทึกไว้"
        ordering = ["page", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_view_name_once",
                violation_error_message="มีรายการชื่อนี้อยู่แล้ว",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "user", "page", "name", "query", "saved_on")
        personal = ()

    def __str__(self) -> str:
        return self.name
