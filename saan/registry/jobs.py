"""Work of the registry outside the page. Thin: each job finds the actor again and calls an action."""

from procrastinate.contrib.django import app

from saan.accounts.models import Appointment
from saan.accounts.policy import Actor
from saan.registry.actions.imports import check_batch, save_batch
from saan.registry.actions.pairs import refresh_pairs
from saan.registry.actions.product_standards import note_lapses
from saan.registry.models import ImportBatch
from saan.registry.rules import ImportState


@app.task(name="registry.import", queue="imports")
def carry_on_import(batch: int, appointment: int) -> None:
    """Check or save an import, whichever it waits for; running twice does nothing twice."""
    post = Appointment.objects.select_related("user", "office__area").get(pk=appointment)
    held = ImportBatch.objects.get(pk=batch)
    act = {ImportState.CHECKING: check_batch, ImportState.SAVING: save_batch}.get(ImportState(held.state))
    if act is not None:
        act(batch=held, by=Actor(post.user, post))


@app.periodic(cron="15 2 * * *")
@app.task(name="registry.pairs", queue="imports")
def look_for_duplicates(timestamp: int = 0) -> None:
    """Weigh the whole registry every night, so that the morning's pairs are of what was entered the day before."""
    refresh_pairs()


@app.periodic(cron="* * * * *", periodic_id="registry.resume_imports")
@app.task(name="registry.resume_imports", queue="imports", queueing_lock="registry.resume_imports")
def resume_imports(timestamp: int) -> None:
    """Go on with imports whose process has ended before them; one that still runs keeps its lock and is left alone."""
    waiting = ImportBatch.objects.filter(state__in=(ImportState.CHECKING, ImportState.SAVING)).order_by("pk")
    for held in waiting:
        carry_on_import(held.pk, held.mapping["appointment"])


@app.periodic(cron="25 17 * * *", periodic_id="registry.lapses")
@app.task(name="registry.lapses", queueing_lock="registry.lapses")
def tell_of_lapses(timestamp: int) -> None:
    """After midnight in Bangkok: certificates that ended yesterday enter their producer's history."""
    note_lapses()
