"""Dates as people write them. Django's own Chinese writes 09月16日 beside 2026年9月16日."""

MONTH_DAY_FORMAT = "n月j日"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
