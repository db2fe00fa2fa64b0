"""Items of a surface as sentences."""

from __future__ import annotations

from pia.approval.comparison import Growth
from pia.model.surface import UNBOUNDED_DAYS, SurfaceItem
from pia.model.surface import SurfaceKind as Kind
from pia.model.text import Text

_SENTENCES = {
    Kind.COLUMN: Text("column {0}", "字段 {0}"),
    Kind.PERSONAL_DATA: Text("personal data {1} in {0}, sensitivity {extent}", "{0} 中的个人信息 {1}，敏感度 {extent}"),
    Kind.QUASI_IDENTIFIER: Text("quasi-identifier {0}", "准标识符 {0}"),
    Kind.K: Text("{0} with k of {extent}", "{0} 的 k 值为 {extent}"),
    Kind.UNMEASURED: Text("{0} without measured re-identification risk", "未度量 {0} 的重识别风险"),
    Kind.JOIN: Text("{0} joins {1}", "{0} 可与 {1} 关联"),
    Kind.LINK: Text("{1} names {extent} of the people in {0}", "{1} 可指认 {0} 中 {extent} 的人"),
    Kind.REVEALED: Text("{2} becomes known of people whom {1} names", "{1} 所指认之人的 {2} 由此为人所知"),
    Kind.PURPOSE: Text("purpose '{0}'", "目的“{0}”"),
    Kind.LEGAL_BASIS: Text("purpose '{0}' on the legal basis '{1}'", "目的“{0}”的合法性基础“{1}”"),
    Kind.PURPOSE_COLUMN: Text("purpose '{0}' uses {1}", "目的“{0}”使用 {1}"),
    Kind.PURPOSE_RECIPIENT: Text("'{1}' receives data for '{0}'", "“{1}”为“{0}”接收数据"),
    Kind.STORAGE: Text("data for '{0}' kept for {extent}", "为“{0}”保存数据：{extent}"),
    Kind.RECIPIENT: Text("{1} '{0}', country '{2}'", "接收方“{0}”（{1}，国家“{2}”）"),
    Kind.WITHOUT_CONTRACT: Text("'{0}' without a contract", "“{0}”没有合同"),
    Kind.TRANSFER: Text("transfer to '{0}', country '{1}'", "向“{0}”传输（国家“{1}”）"),
    Kind.WITHOUT_SAFEGUARD: Text("transfer to '{0}', country '{1}', without a safeguard", "向“{0}”（“{1}”）传输无保障"),
    Kind.TECHNOLOGY: Text("technology {0}", "技术 {0}"),
}
_K_BANDS = ("100 and more", "50 to 99", "20 to 49", "10 to 19", "5 to 9", "3 to 4", "2", "1")
_K_BANDS_ZH = ("100 及以上", "50–99", "20–49", "10–19", "5–9", "3–4", "2", "1")
_SHARES = ("none", "under 1 %", "1 % to 5 %", "5 % to 20 %", "20 % to 50 %", "50 % and more")
_SHARES_ZH = ("0", "不足 1%", "1%–5%", "5%–20%", "20%–50%", "50% 及以上")


def said(item: SurfaceItem) -> Text:
    """An item as a person reads it."""
    extent, sentence = extent_text(item.kind, item.extent), _SENTENCES[item.kind]
    subject = (*item.subject, "", "", "")
    return Text(
        sentence.en.format(*subject, extent=extent.en),
        sentence.zh.format(*subject, extent=extent.zh),
    )


def grown(found: Growth) -> Text:
    """What grew, with the extent agreed to where there was one."""
    now = said(found.item)
    if found.before is None:
        return Text(f"Not agreed to: {now.en}", f"未经同意：{now.zh}")
    before = extent_text(found.item.kind, found.before)
    return Text(
        f"More than was agreed to: {now.en}; agreed: {before.en}",
        f"超出已同意的范围：{now.zh}；已同意：{before.zh}",
    )


def extent_text(kind: Kind, extent: int) -> Text:
    """How far an item goes, in words: a band, days, or the number itself."""
    if kind is Kind.K:
        place = min(max(extent, 0), len(_K_BANDS) - 1)
        return Text(_K_BANDS[place], _K_BANDS_ZH[place])
    if kind is Kind.LINK:
        place = min(max(extent, 0), len(_SHARES) - 1)
        return Text(_SHARES[place], _SHARES_ZH[place])
    if kind is Kind.STORAGE:
        return Text("no settled time", "未定") if extent >= UNBOUNDED_DAYS else Text(f"{extent} days", f"{extent} 天")
    return Text(str(extent), str(extent))
