"""What an editor fills in beyond Wagtail's own forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    """Refuses a picture that begins well and then breaks off; Wagtail looks at its beginning alone."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file and file.content_type != "image/svg+xml":
                with Image.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:  # whatever a decoder says about broken bytes
            raise ValidationError(
                _("This picture is damaged and cannot be shown. Open it on your computer and save it anew.")
            ) from error
        return file


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = WholeImageField(
                label=field.label, help_text=field.help_text, required=field.required, widget=field.widget
            )
