"""What names a person on the net: profile pages, links that carry an identity, accounts named in text.

The forms come first and the header only adds: a link with `?email=` or the page of a profile speaks for itself.
"""

from __future__ import annotations

import re

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_LINK = r"(?<![A-Za-z0-9])https?://[^\s?#<>\"']+"
_IDENTITY = r"(?:user|username|user_?id|uid|email|e-?mail|mail|phone|mobile|tel|openid|login|account|member_?id|name)"
_NETWORK = (
    r"(?:facebook|twitter|instagram|linkedin|weibo|github|tiktok|t|x|vk|douyin|xiaohongshu|zhihu|youtube|pinterest)"
)

RECOGNIZERS = (
    PatternRecognizer(
        name="online.link_with_identity",
        entity_type="PERSONAL_URL",
        patterns=(Pattern(rf"{_LINK}[?][^\s#]*?{_IDENTITY}=[^&\s#]+", 0.75),),
        context=phrases("url, link, href, referer, referrer, landing page, 链接, 网址"),
    ),
    PatternRecognizer(
        name="online.profile",
        entity_type="SOCIAL_MEDIA_ID",
        patterns=(
            Pattern(
                rf"(?<![A-Za-z0-9])https?://(?:www[.]|m[.])?{_NETWORK}[.](?:com|me|cn|net)/"
                r"(?:in/|u/|people/|user/|@)?[A-Za-z0-9_.-]{3,}/?(?![A-Za-z0-9_./?-])",
                0.7,
            ),
        ),
        context=phrases("profile, social, facebook, twitter, linkedin, instagram, github, weibo, 微博, 主页"),
        share=0.2,
    ),
    PatternRecognizer(
        name="online.account_in_text",
        entity_type="SOCIAL_MEDIA_ID",
        patterns=(
            Pattern(
                r"(?:微信号?|wechat|weixin)(?: ?id)?[:：是为 ]{1,3}(?P<value>[a-z][a-z0-9_-]{5,19})(?![a-z0-9_-])", 0.85
            ),
            Pattern(r"(?<![a-z0-9])(?:qq|扣扣)号?[:：是为 ]{1,3}(?P<value>[1-9]\d{4,10})(?!\d)", 0.85),
            Pattern(r"(?<![a-z0-9_])wxid_[a-z0-9]{10,20}(?![a-z0-9_])", 0.9),
        ),
        flags=int(re.IGNORECASE),
    ),
)

EXAMPLES = (
    Example("PERSONAL_URL", "https://shop.example.org/reset?lang=en&email=li.na%40example.org", True),
    Example("PERSONAL_URL", "https://shop.example.org/list?page=2&sort=price", False),
    Example("SOCIAL_MEDIA_ID", "https://www.linkedin.com/in/anna-example-123", True),
    Example("SOCIAL_MEDIA_ID", "https://github.com/example/project/issues", False),
    Example("SOCIAL_MEDIA_ID", "加微信：lina_8866 联系", True),
    Example("SOCIAL_MEDIA_ID", "QQ号：123456789", True),
    Example("SOCIAL_MEDIA_ID", "微信支付", False),
)
