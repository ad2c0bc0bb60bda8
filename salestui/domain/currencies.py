"""Currencies: codes, how many decimals each keeps, and the signs and words they are typed as."""

from __future__ import annotations

_LIST = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
_WITHOUT_DECIMALS = """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF
"""
_WITH_THREE = """
BHD IQD JOD KWD LYD OMR TND
"""

CODES = frozenset(_LIST.split())
"""The codes of ISO 4217 for money in circulation."""

_NO_DECIMALS = frozenset(_WITHOUT_DECIMALS.split())
_THREE_DECIMALS = frozenset(_WITH_THREE.split())

# What a sign can stand for; the first is meant unless the field's own currency is another.
_SIGNS = {
    "US$": ("USD",),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "A$": ("AUD",),
    "C$": ("CAD",),
    "S$": ("SGD",),
    "$": ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD"),
    "¥": ("CNY", "JPY"),
    "￥": ("CNY", "JPY"),
    "€": ("EUR",),
    "£": ("GBP",),
    "₩": ("KRW",),
    "₫": ("VND",),
    "₹": ("INR",),
    "人民币": ("CNY",),
    "RMB": ("CNY",),
    "美元": ("USD",),
    "美金": ("USD",),
    "欧元": ("EUR",),
    "英镑": ("GBP",),
    "日元": ("JPY",),
    "韩元": ("KRW",),
    "港元": ("HKD",),
    "港币": ("HKD",),
    "新台币": ("TWD",),
    "台币": ("TWD",),
    "澳门元": ("MOP",),
    "新加坡元": ("SGD",),
    "澳元": ("AUD",),
    "加元": ("CAD",),
    "元": ("CNY", "HKD", "MOP", "TWD"),
    "块": ("CNY", "HKD", "MOP", "TWD"),
}
_BY_LENGTH = tuple(sorted(_SIGNS, key=len, reverse=True))


def exponent(currency: str) -> int:
    """How many decimals the minor unit of `currency` stands for: 0, 2 or 3 (ISO 4217)."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def currency_at(text: str, at: int, default: str) -> tuple[str, int]:
    """The currency written in `text` at position `at` and where it ends; ("", at) when none is.

    A sign that several currencies share means `default` if that is one of them.
    """
    upper = text[at : at + 4].upper()
    for sign in _BY_LENGTH:
        if upper.startswith(sign):
            meant = _SIGNS[sign]
            return (default if default in meant else meant[0]), at + len(sign)
    if (upper[:3] in CODES or upper[:3] == default) and not text[at + 3 : at + 4].isalpha():
        return upper[:3], at + 3
    return "", at
