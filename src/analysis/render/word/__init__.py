"""The report as a Word file: native styles, real tables, fields that Word can renumber."""

from analysis.render.word.report import render_word

__all__ = ["render_word"]
