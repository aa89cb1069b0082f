"""Designs: words, pictures and colours laid out on a page by a family, checked, and typeset."""
