"""Hexapla's application: the Textual screen, the command line, the notebook and its exports."""
