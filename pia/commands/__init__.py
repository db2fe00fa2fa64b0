"""The commands, one file per group: flags in, pipeline called, text and exit code out."""
