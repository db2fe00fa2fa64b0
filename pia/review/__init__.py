"""The store of reviewers: record, journal, merging, roles, items, signed state, portfolio."""
