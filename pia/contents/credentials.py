"""Addresses as they may be shown."""

from __future__ import annotations


def without_password(locator: str) -> str:
    """A locator without the password in it; one that is no address, or has none, as it is.

    Whatever stands between the user and the last `@` goes, so that a password with stray characters goes whole.

    >>> without_password("postgresql://ann:s3cr@t/@db.example/hr?table=t")
    'postgresql://ann@db.example/hr?table=t'
    >>> without_password("s3://bucket/a@b.csv"), without_password("folder/a:b@c.csv")
    ('s3://bucket/a@b.csv', 'folder/a:b@c.csv')
    """
    scheme, mark, rest = locator.partition("://")
    before, at, after = rest.rpartition("@")
    user, colon, _ = before.partition(":")
    return f"{scheme}://{user}@{after}" if mark and at and colon else locator
