"""What destroying takes away: files and text that nobody else holds. The row, its header, its register lines and the
ledger stay for ever."""

from saan.accounts.policy import Actor
from saan.documents.actions import remove
from saan.documents.models import StoredFile
from saan.letters.models import FiledPaper, Letter, LetterFile, LetterReading
from saan.letters.queries.keeping import offices_holding
from saan.letters.storing import header_alone, is_header

DESTROYED = "เนื้อหาถูกทำลายตามบัญชีแล้ว"
_OF_LETTERS = {"letters.letterfile", "letters.letterreading"}


def erase(paper: FiledPaper, by: Actor) -> list[str]:
    """Take away the office's own copies; the paper itself and its text once no other office holds them.

    Gives the names of the files removed. The paper must be destroyed already.
    """
    letter = paper.letter
    alone = not offices_holding(letter).exclude(pk=paper.office_id).exists()
    held = LetterFile.objects.filter(letter=letter).select_related("file")
    mine = [each.file for each in held if each.office_id == paper.office_id or (alone and not each.office_id)]
    removed = [remove(file=file, by=by).name for file in mine if not _used_elsewhere(file, letter)]
    if alone:
        for reading in LetterReading.objects.filter(letter=letter):
            _empty(reading)
        Letter.objects.filter(pk=letter.pk).update(content={})
    return removed


def _empty(reading: LetterReading) -> None:
    """The header stays, as a line of a register tells it; what quotes the body goes, with what people made of it."""
    reading.text, reading.pages, reading.lines = "", [], None
    reading.record = header_alone(reading.record)
    reading.save(update_fields=["text", "pages", "lines", "record"])
    for decision in reading.decisions.all():
        if not is_header(decision.path):
            decision.delete()
    reading.doubts.update(words=[], suggestions=[], message=DESTROYED, choice="")


def _used_elsewhere(file: StoredFile, letter: Letter) -> bool:
    """Whether another letter, or anything else in Saan, stands on this very row."""
    for relation in StoredFile._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: file.pk})
        if relation.related_model._meta.label_lower in _OF_LETTERS:
            rows = rows.exclude(letter=letter.pk)
        if rows.exists():
            return True
    return False
