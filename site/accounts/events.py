"""What accounts tells the apps above it.

``member_data_requested`` — a member downloads what the site holds on them. Arguments: ``member``. A receiver returns
``(title, rows)``: the title of a section and its rows as dictionaries of plain values.
"""

from django.dispatch import Signal

member_data_requested = Signal()
