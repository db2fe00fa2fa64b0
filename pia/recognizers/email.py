"""E-mail addresses."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"

RECOGNIZERS = (
    PatternRecognizer(
        name="email.address",
        entity_type="EMAIL_ADDRESS",
        patterns=(Pattern(rf"(?<![A-Za-z0-9._%+-]){_LOCAL}@{_DOMAIN}(?![A-Za-z0-9-])", 1.0),),
        context=phrases("email, e mail, mail, 邮箱, 电子邮件, 邮件地址, yx, dzyx, courriel"),
    ),
)

EXAMPLES = (
    Example("EMAIL_ADDRESS", "li.na@example.org", True),
    Example("EMAIL_ADDRESS", "请回复wang88@mail.example.com谢谢", True),
    Example("EMAIL_ADDRESS", "o'hara+tax@sub.example.co.uk", True),
    Example("EMAIL_ADDRESS", "@example.org", False),
    Example("EMAIL_ADDRESS", "root@localhost", False),
    Example("EMAIL_ADDRESS", "3 @ 4.50", False),
)
