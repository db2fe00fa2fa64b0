"""The words of the field as frozen dataclasses: standard library only, no input or output."""
