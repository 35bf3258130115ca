"""What an editor fills in beyond Wagtail's own forms."""

from __future__ import annotations

from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    """Refuses a picture that begins well and then breaks off, and one without size; Wagtail looks at its beginning."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file:
                self._look_at_all_of_it(file)
        except ValidationError:
            raise
        except Exception as error:  # whatever a decoder says about broken bytes
            raise ValidationError(
                _("This picture is damaged and cannot be shown. Open it on your computer and save it anew.")
            ) from error
        return file

    @staticmethod
    def _look_at_all_of_it(file: Any) -> None:
        """Raises whatever a decoder raises, and ``ValueError`` for a picture that has no size."""
        if not all(isfinite(length) and length >= 1 for length in file.image.get_size()):
            raise ValueError("no size")
        if file.content_type != "image/svg+xml":
            with Image.open(file) as picture:
                picture.load()
            file.seek(0)


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = WholeImageField(
                label=field.label, help_text=field.help_text, required=field.required, widget=field.widget
            )
