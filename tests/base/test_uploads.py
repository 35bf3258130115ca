"""Broken uploads are refused in words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db


def png() -> bytes:
    file = io.BytesIO()
    Picture.effect_noise((400, 300), 50).save(file, "PNG")
    return file.getvalue()


def send(client, address: str, data: bytes, name: str = "照片.png"):
    file = SimpleUploadedFile(name, data, "image/png")
    return client.post(reverse(address), {"title": "照片", "file": file, "image-chooser-upload-file": file})


@pytest.mark.parametrize(
    ("data", "words"),
    [(png()[:200], "这张图片坏了"), (png()[:-400], "这张图片坏了"), (b"MZ" + bytes(400), "图片")],
    ids=["its beginning", "most of it", "a program"],
)
def test_a_damaged_picture_is_refused_and_said_to_be_one(union, client_for, data, words):
    response = send(client_for(union.editor), "wagtailimages:add", data)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not get_image_model().objects.exists()


def test_a_damaged_picture_is_refused_in_the_chooser_too(union, client_for):
    data = {
        "image-chooser-upload-title": "照片",
        "image-chooser-upload-file": SimpleUploadedFile("照片.png", png()[:200]),
    }
    response = client_for(union.editor).post(reverse("wagtailimages_chooser:create"), data)
    assert response.status_code == 200
    assert "这张图片坏了" in response.json()["htmlFragment"]


@pytest.mark.parametrize("size", ["nan", "inf", "1e999", "0", "0.2", "-5", "1e-9"])
@pytest.mark.parametrize("given", ['width="{0}" height="{0}"', 'viewBox="0 0 {0} {0}"'])
def test_a_drawing_without_size_is_refused(union, client_for, given, size):
    """Kept, it would break every list of pictures."""
    client = client_for(union.editor)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {given.format(size)}/>'
    assert send(client, "wagtailimages:add", drawing.encode(), "图.svg").status_code in (200, 302)
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert not get_image_model().objects.filter(width__lt=1).exists()


def test_a_sound_picture_and_a_drawing_are_kept(union, client_for):
    assert send(client_for(union.editor), "wagtailimages:add", png()).status_code == 302
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert send(client_for(union.editor), "wagtailimages:add", drawing, "图.svg").status_code == 302
    assert get_image_model().objects.count() == 2
