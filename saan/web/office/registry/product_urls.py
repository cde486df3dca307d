"""Addresses of products and their scales."""

from django.urls import path

from saan.web.office.registry import (
    product_own_views,
    product_photo_views,
    product_standard_views,
    product_views,
    quadrant_views,
    scale_round_views,
    scale_views,
)

_PRODUCT = "<int:pk>/products/<int:product_pk>/"
_MINE = "mine/products/<int:product_pk>/"

urlpatterns = [
    path("<int:pk>/products/", product_views.add, name="registry-add-product"),
    path(_PRODUCT, product_views.product, name="registry-product"),
    path(f"{_PRODUCT}edit/", product_views.edit, name="registry-product-edit"),
    path(f"{_PRODUCT}step/", product_views.step, name="registry-product-step"),
    path(f"{_PRODUCT}photos/", product_photo_views.photos, name="registry-product-photos"),
    path(f"{_PRODUCT}standards/new/", product_standard_views.add, name="registry-standard-new"),
    path(f"{_PRODUCT}standards/<int:standard_pk>/", product_standard_views.edit, name="registry-standard"),
    path(
        f"{_PRODUCT}standards/<int:standard_pk>/revoke/",
        product_standard_views.revoke,
        name="registry-standard-revoke",
    ),
    path(f"{_PRODUCT}quadrant/", quadrant_views.assess, name="registry-assess"),
    path(f"{_PRODUCT}stars/", scale_views.stars, name="registry-stars"),
    path(f"{_PRODUCT}mark/", scale_views.mark, name="registry-mark"),
    path(f"{_PRODUCT}distinction/", scale_views.distinction, name="registry-distinction"),
    path(_MINE, product_own_views.product, name="my-product"),
    path(f"{_MINE}edit/", product_own_views.edit, name="my-product-edit"),
    path(f"{_MINE}photos/", product_own_views.photos, name="my-product-photos"),
    path("photos/<int:pk>/", product_photo_views.picture, name="registry-photo"),
    path("photos/<int:pk>/small/", product_photo_views.small, name="registry-photo-small"),
    path("standards/", product_standard_views.papers, name="registry-papers"),
    path("standards/<int:pk>/scan/", product_standard_views.scan, name="registry-standard-scan"),
    path("quadrants/", quadrant_views.tables_page, name="registry-quadrants"),
    path("rounds/", scale_round_views.rounds_page, name="registry-rounds"),
    path("rounds/new/", scale_round_views.new, name="registry-round-new"),
    path("rounds/<int:round_be>/", scale_round_views.one, name="registry-round"),
]
