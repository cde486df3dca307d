"""Addresses of the registry of producers."""

from django.urls import path

from saan.web.office.registry import import_views, pair_views, product_views, views

urlpatterns = [
    path("", views.producers, name="registry"),
    path("new/", views.register, name="registry-new"),
    path("export/", views.export, name="registry-export"),
    path("mine/", views.mine, name="my-products"),
    path("import/", import_views.imports, name="registry-import"),
    path("import/template/", import_views.template, name="registry-import-template"),
    path("import/<int:pk>/", import_views.sheet, name="registry-import-sheet"),
    path("import/<int:pk>/read/", import_views.reread, name="registry-import-read"),
    path("import/<int:pk>/columns/", import_views.columns, name="registry-import-columns"),
    path("import/<int:pk>/mend/", import_views.mend, name="registry-import-mend"),
    path("import/<int:pk>/repair/", import_views.repair, name="registry-import-repair"),
    path("import/<int:pk>/distinct/", import_views.distinct, name="registry-import-distinct"),
    path("import/<int:pk>/save/", import_views.save, name="registry-import-save"),
    path("import/<int:pk>/answer/", import_views.answer, name="registry-import-answer"),
    path("import/<int:pk>/repaired/", import_views.repaired, name="registry-import-repaired"),
    path("duplicates/", pair_views.pairs, name="registry-pairs"),
    path("duplicates/<int:pk>/", pair_views.pair, name="registry-pair"),
    path("duplicates/<int:pk>/merge/", pair_views.merge, name="registry-merge"),
    path("duplicates/<int:pk>/apart/", pair_views.apart, name="registry-apart"),
    path("merges/<int:pk>/undo/", pair_views.undo, name="registry-undo-merge"),
    path("<int:pk>/", views.producer, name="registry-producer"),
    path("<int:pk>/edit/", views.edit, name="registry-edit"),
    path("<int:pk>/cease/", views.cease, name="registry-cease"),
    path("<int:pk>/resume/", views.resume, name="registry-resume"),
    path("<int:pk>/products/", product_views.add, name="registry-add-product"),
    path("<int:pk>/products/<int:product_pk>/", product_views.product, name="registry-product"),
]
