"""Secrets that open something: keys of services, tokens, private keys, passwords written into text.

Sources: the documented key formats of AWS, GitHub, Google, Slack,
Stripe and OpenAI; RFC 7519 (JSON Web Token); RFC 7468
(PEM).
"""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

RECOGNIZERS = (
    PatternRecognizer(
        name="credentials.key",
        entity_type="SECRET_KEY",
        patterns=(
            Pattern(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])", 0.95),
            Pattern(r"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}(?![A-Za-z0-9])", 0.95),
            Pattern(r"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", 0.95),
            Pattern(r"(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,80}", 0.95),
            Pattern(r"(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,100}", 0.95),
            Pattern(r"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,200}", 0.9),
            Pattern(r"(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.][A-Za-z0-9_-]{10,}", 0.95),
            Pattern(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----", 1.0),
        ),
        context=phrases("key, token, secret, credential, 密钥, 令牌"),
        flags=0,
    ),
    PatternRecognizer(
        name="credentials.password_in_text",
        entity_type="PASSWORD",
        patterns=(
            Pattern(r"(?<![a-z])(?:password|passwd|pwd)(?: is)? ?[:=] ?(?P<value>[^\s,;，；。]{4,64})", 0.85),
            Pattern(r"(?:密码|口令)(?:是|为)?[:：= ]{1,2}(?P<value>[!-~]{4,64})", 0.85),
        ),
    ),
)

EXAMPLES = (
    Example("SECRET_KEY", "AKIAIOSFODNN7EXAMPLE", True),
    Example("SECRET_KEY", "token ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked", True),
    Example("SECRET_KEY", "AKIAIOSFODNN7EXAM", False),
    Example("PASSWORD", "login with password: hunter2! then", True),
    Example("PASSWORD", "初始密码：Abc12345", True),
    Example("PASSWORD", "password reset was asked for", False),
)
