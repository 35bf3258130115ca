"""Bookmarks, highlights and private notes on articles; they follow an article through its versions."""
