"""Forms of letters: bringing a paper in."""

from django import forms

from saan.letters.actions import LARGEST_BYTES

MEGABYTES = LARGEST_BYTES // 1024 // 1024


class BringInForm(forms.Form):
    """One paper as a file; what is inside is judged by the act, not by the name."""

    file = forms.FileField(
        label="แฟ้มหนังสือ",
        help_text=f".txt .pdf .docx .eml หรือภาพสแกน .png .jpg .tif ไม่เกิน {MEGABYTES} MB",
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.pdf,.docx,.eml,.png,.jpg,.jpeg,.tif,.tiff"}),
        error_messages={"required": "เลือกแฟ้มหนังสือก่อนกดนำเข้า", "missing": "เลือกแฟ้มหนังสือก่อนกดนำเข้า"},
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            size = f"{file.size / 1024 / 1024:.1f} MB"
            raise forms.ValidationError(
                f"แฟ้ม {file.name} ใหญ่ {size} เกินที่รับได้ {MEGABYTES} MB ให้แยกสิ่งที่ส่งมาด้วยเป็นคนละแฟ้มแล้วส่งใหม่"
            )
        return file
