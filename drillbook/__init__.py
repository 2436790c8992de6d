"""The command line, the language of the interface, the settings."""

__version__ = "0.1.0"
