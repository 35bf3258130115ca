from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    names = [default_storage.save(name, ContentFile(b"<svg/>")) for name in ("images/a.svg", "documents/secret.svg")]
    yield names
    for name in names:
        default_storage.delete(name)


def test_a_picture_is_served_to_anybody(client, stored):
    with closing(client.get(f"/media/{stored[0]}")) as response:
        assert response.status_code == 200
        assert response["Content-Type"] == "image/svg+xml"
        assert "script-src" not in response["Content-Security-Policy"]
        assert "default-src 'self'" in response["Content-Security-Policy"]


def test_documents_are_not_reachable_past_their_permission_check(client, stored):
    assert default_storage.exists(stored[1])
    assert client.get(f"/media/{stored[1]}").status_code == 404


@pytest.mark.parametrize("path", ["images/../documents/secret.svg", "images/none.svg", "images/", "../settings.py"])
def test_no_other_file_comes_out(client, stored, path):
    with closing(client.get(f"/media/{path}")) as response:
        assert response.status_code in (400, 404)
