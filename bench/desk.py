"""The desk page of a district in the middle of its work, whole: session, policy, counts, template."""

from django.conf import settings
from django.test import Client

from bench.measure import Goal, Result, measure_all, show
from saan.accounts.models import User
from saan.demonstration.loading import load_stories


def run() -> Result:
    settings.ALLOWED_HOSTS = ["testserver"]
    load_stories()
    client = Client()
    client.force_login(User.objects.get(username="district2407"))
    assert client.get("/desk/").status_code == 200
    works = {"ours": lambda: client.get("/desk/")}
    ours = measure_all(works, runs=15, reset=lambda: None)["ours"]
    result = Result(
        "desk", "GET /desk/ of a district with two obligations, eight tambons, in process", ours, runs=15
    )
    result.goals.append(Goal("desk page", "< 100 ms", f"{ours.seconds * 1000:.0f} ms", ours.seconds < 0.1))
    show(result)
    return result
