"""A team's record as a spreadsheet: the figures of the screen, and no cell that a spreadsheet would calculate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from participation.sentences import participation_sentence
from participation.teams import TeamRecord

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What XML cannot hold.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: What a spreadsheet may take for the beginning of a formula, also in its full-width form.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
BOLD = Font(bold=True)

Value = str | int | Decimal | None


def team_workbook(record: TeamRecord) -> bytes:
    """The .xlsx file of one unit's month."""
    book = Workbook()
    people = book.active
    people.title = _("Members")
    _append(people, [f"{record.unit.name} · {record.month}"], bold=True)
    percent = record.participation.percent
    _append(
        people, [participation_sentence(record.participation, record.month), "" if percent is None else f"{percent}%"]
    )
    _append(people, [])
    heads = [
        pgettext("people", "Name"),
        _("Employee number"),
        _("Unit"),
        _("State"),
        _("Needs help"),
        _("Study hours"),
        _("Last studied"),
    ]
    _append(people, heads, bold=True)
    for one in record.members:
        _append(
            people,
            [
                one.member.display_name,
                one.member.employee_number,
                one.unit.name,
                str(one.state.label),
                _("yes") if one.needs_help else "",
                one.hours,
                one.last_studied_on.isoformat() if one.last_studied_on else "",
            ],
        )
    _set_widths(people, [16, 16, 20, 12, 12, 10, 14])
    if record.below:
        _add_units(book.create_sheet(_("Units below")), record)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _add_units(sheet: Worksheet, record: TeamRecord) -> None:
    heads = [_("Unit"), _("On the roster"), _("On leave"), _("Counted"), _("Studied"), _("Participation rate (%)")]
    _append(sheet, heads, bold=True)
    for figure in record.below:
        found = figure.participation
        _append(
            sheet,
            [figure.unit.name, found.on_roster, found.on_leave, found.counted, found.studied, found.percent],
        )
    _set_widths(sheet, [24, 12, 12, 12, 12, 16])


def _append(sheet: Worksheet, values: Sequence[Value], *, bold: bool = False) -> None:
    cells = [_cell(sheet, value) for value in values]
    if bold:
        for cell in cells:
            cell.font = BOLD
    sheet.append(cells)


def _cell(sheet: Worksheet, value: Value) -> Cell:
    """Text stays text: marked as such in the file, and quoted where a spreadsheet might calculate it when edited."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL.sub("", value))
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(FORMULA_STARTS)
    return cell


def _set_widths(sheet: Worksheet, widths: list[int]) -> None:
    for letter, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[letter].width = width
