"""Amounts of money as people write them: currencies of ISO 4217, their minor units, figures in French and English.

An amount is always an integer of minor units (cents, yen, millimes) beside a code. Nothing here knows a rate.
"""

from __future__ import annotations

from oeuvre.foundation.words import Language

_TWO = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP "
    "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
    "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
    "NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
)
# Those of the list above that have no cents.
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"

MINOR_DIGITS: dict[str, int] = {
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
}
"""How many decimal digits the minor unit of each currency has (ISO 4217, funds and metals left out)."""

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_NARROW, _NO_BREAK = "\u202f", "\u00a0"


def is_currency(code: object) -> bool:
    """Whether `code` is an ISO 4217 code of money that people pay with, in capitals."""
    return isinstance(code, str) and code in MINOR_DIGITS


def plain(amount: int, currency: str) -> str:
    """`amount` minor units as a bare figure with a point: `-12.50`."""
    digits = MINOR_DIGITS[currency]
    sign, figures = ("-" if amount < 0 else ""), str(abs(amount)).rjust(digits + 1, "0")
    return f"{sign}{figures[:-digits]}.{figures[-digits:]}" if digits else f"{sign}{figures}"


def money(amount: int, currency: str, language: Language) -> str:
    """`amount` as people write it: `1 234,50 €`, `€1,234.50`, `−3 CHF`; spaces do not break."""
    whole, _, part = plain(abs(amount), currency).partition(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    minus = "−" if amount < 0 else ""
    sign = _SIGNS.get(currency)
    if language == "fr":
        figure = _NARROW.join(groups) + (f",{part}" if part else "")
        return f"{minus}{figure}{_NO_BREAK}{sign or currency}"
    figure = ",".join(groups) + (f".{part}" if part else "")
    return f"{minus}{sign}{figure}" if sign else f"{minus}{currency}{_NO_BREAK}{figure}"
