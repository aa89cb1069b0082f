"""Oeuvre: a studio in which people and models make works together, on one append-only record."""

__version__ = "0.1.0"
