"""Admission statistics: from published figures to the annual report."""

__version__ = "0.1.0"
