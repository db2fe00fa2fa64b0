"""Money of a person: income, accounts, cards, tax.

Only a header can name these, cards in groups of digits aside; the form says which values can be meant.

Source: ISO/IEC 7812-1 (issuers, Luhn).
"""

from __future__ import annotations

import re

from pia.recognizers import Example, Pattern, PatternRecognizer, named, phrases

_AMOUNT = (
    r"[^\d]{0,4}\d[\d,' ]*(?:[.,]\d+)?\s?(?:[^\d]{0,6})?"
    r"|.*\d.*(?:[-–~至到]|to|under|over|以上|以下).*|.*\d+[kK万千元].*"
)


def _passes_luhn(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"[ -]", "", number)))


RECOGNIZERS = (
    PatternRecognizer(
        name="finance.card_in_groups",
        entity_type="CREDIT_CARD",
        patterns=(
            Pattern(
                r"(?<![0-9A-Za-z.+-])(?<![0-9][ .])(?:[456]\d{3}|2[2-7]\d\d)(?:(?: \d{4}){3}|(?:-\d{4}){3})"
                r"(?![0-9A-Za-z]|[ .-][0-9])",
                0.0,
            ),
            Pattern(
                r"(?<![0-9A-Za-z.+-])(?<![0-9][ .])3[47]\d\d(?: \d{6} |-\d{6}-)\d{5}(?![0-9A-Za-z]|[ .-][0-9])", 0.0
            ),
        ),
        test=_passes_luhn,
        passed=0.9,
        context=phrases("credit card, card number, card no, cc number, debit card, 信用卡号, 卡号"),
        chance=0.1,
    ),
    named(
        "finance.income",
        "INCOME",
        _AMOUNT,
        """
            income, salary, wage, wages, annual income, household income, monthly income, salary in usd, 收入,
            工资, 薪资, 月收入, 年收入, gz, debt, outstanding debt, 负债
        """,
        against="median, average, mean, share, type, tax rate, gdp, per capita, 人均, 平均",
        weight=0.75,
    ),
    named(
        "finance.bank_account",
        "BANK_ACCOUNT",
        r"[A-Z]{0,4}[\d -]{6,40}|[A-Z]{2}\d{2}[A-Z0-9 ]{8,36}",
        """
            bank account, account no, account number, iban, sort code, bank card, 银行账号, 银行卡号, 银行卡,
            账户, 开户账号, yhkh, yhzh
        """,
        against="balance, type, count, name",
        weight=0.8,
    ),
    named(
        "finance.payment_card",
        "CREDIT_CARD",
        r"[\d -]{12,25}",
        """
            credit card, card number, card no, cc number, ccnumber, cc no, pan, debit card, 信用卡号, 卡号
        """,
        against="expiry, expires, type, balance, limit, provider",
        weight=0.8,
    ),
    named(
        "finance.tax_id",
        "TAX_ID",
        r"(?=.*\d)[A-Za-z0-9 ./-]{6,24}",
        "tax id, tin, taxpayer id, tax number, 纳税人识别号, itin",
        weight=0.75,
    ),
)

EXAMPLES = (
    Example("INCOME", "4200.50", True, "月收入"),
    Example("INCOME", "$50,000 - $99,999", True, "Household Income"),
    Example("INCOME", "52000", False, "median income"),
    Example("BANK_ACCOUNT", "6217 0000 1234 5678 901", True, "银行卡号"),
    Example("BANK_ACCOUNT", "12.50", False, "account balance"),
    Example("CREDIT_CARD", "4000 1234 5678 9010", True, "Card Number"),
    Example("CREDIT_CARD", "12/29", False, "card expires"),
    Example("CREDIT_CARD", "4000 0000 0000 0002", True),
    Example("CREDIT_CARD", "4000 0000 0000 0003", False),
    Example("CREDIT_CARD", "charged to 3400-000000-00009 again", True),
    Example("TAX_ID", "12-3456789", True, "tax_id"),
    Example("TAX_ID", "metal", False, "tin content"),
)
