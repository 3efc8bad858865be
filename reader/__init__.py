"""Hexapla's application: the Textual screen, the command line, the notebook and its exports."""

#: The version of the distribution; `pyproject.toml` says the same (a test compares).
__version__ = "0.1.0"
