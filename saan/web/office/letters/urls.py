"""Addresses of letters."""

from django.urls import path

from saan.web.office.letters import (
    books,
    consigning,
    deciding,
    filing,
    finding,
    onward,
    post,
    sending,
    views,
    walking,
)

urlpatterns = [
    path("letters/", finding.letters, name="letters"),
    path("letters/receive/", views.receive, name="letters-receive"),
    path("letters/register/", books.register, name="letters-books"),
    path("letters/numbers/", books.numbers, name="letters-numbers"),
    path("letters/numbers/<int:pk>/", books.number, name="letters-number"),
    path("letters/post/", post.post, name="letters-post"),
    path("letters/post/<int:pk>/", post.number, name="letters-post-number"),
    path("letters/files/<int:pk>/", views.download, name="letter-file"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/lines/<int:index>.png", views.line, name="letter-line"),
    path("letters/<int:pk>/register/", views.register, name="letter-register"),
    path("letters/exchange/", sending.exchange, name="letters-exchange"),
    path("letters/exchange/<int:pk>/<slug:what>/", sending.message, name="letters-message"),
    path("letters/<int:pk>/send/", consigning.send, name="letter-send"),
    path("letters/<int:pk>/send/<int:consignment>/<slug:what>/", sending.act, name="letter-consignment"),
    path("letters/<int:pk>/chain/", onward.chain, name="letter-chain"),
    path("letters/<int:pk>/pass-on/", onward.pass_on, name="letter-pass-on"),
    path("letters/<int:pk>/supersede/<int:old>/", onward.supersede, name="letter-supersede"),
    path("letters/<int:pk>/close/", onward.close, name="letter-close"),
    path("letters/<int:pk>/file/", filing.file, name="letter-file-away"),
    path("letters/mine/", walking.mine, name="letters-mine"),
    path("letters/<int:pk>/way/<str:event>/", walking.step, name="letter-way"),
    path("letters/<int:pk>/opened/", walking.opened, name="letter-opened"),
    path("letters/<int:pk>/orders.pdf", walking.orders, name="letter-orders"),
    path("letters/<int:pk>/confirm/", deciding.confirm, name="letter-confirm"),
    path("letters/<int:pk>/fields/", deciding.correct, name="letter-correct"),
    path("letters/<int:pk>/doubts/<int:doubt>/", deciding.settle, name="letter-doubt"),
    path("letters/<int:pk>/doubts/<int:doubt>/reopen/", deciding.reopen, name="letter-doubt-reopen"),
]
