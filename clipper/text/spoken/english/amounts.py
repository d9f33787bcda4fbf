"""Money, percentages, measures and fractions read aloud."""

from __future__ import annotations

import re
import unicodedata

from clipper.text.spoken.english.calendar import Shape, read_date
from clipper.text.spoken.english.numbers import SIGNS, cardinal, number, ordinal, plural
from clipper.text.spoken.readings import SILENT, Readings, chain, either, say, taking_turns

CURRENCIES: dict[str, tuple[str, str, str]] = {
    "$": ("dollar", "dollars", "cents"),
    "€": ("euro", "euros", "cents"),
    "£": ("pound", "pounds", "pence"),
    "¥": ("yen", "yen", "sen"),
    "₹": ("rupee", "rupees", "paise"),
    "₩": ("won", "won", ""),
    "₽": ("ruble", "rubles", "kopecks"),
    "₪": ("shekel", "shekels", ""),
    "₿": ("bitcoin", "bitcoins", ""),
    "฿": ("baht", "baht", ""),
    "₫": ("dong", "dong", ""),
    "₦": ("naira", "naira", ""),
    "₺": ("lira", "lira", ""),
    "¢": ("cent", "cents", ""),
}
SIGN_CLASS = f"[{re.escape(''.join(CURRENCIES))}]"

MAGNITUDES: dict[str, Readings] = {
    **dict.fromkeys(("k", "K"), say("thousand", "K")),
    **dict.fromkeys(("M", "MM", "mm", "mn", "mil", "m"), say("million", "M")),
    **dict.fromkeys(("B", "b", "bn", "Bn", "BN", "bil"), say("billion", "B")),
    **dict.fromkeys(("T", "t", "tn", "trn"), say("trillion", "T")),
}
MAGNITUDE_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion", "quadrillion"})

_UNITS = """
km kilometer kilometers|K; m meter meters; cm centimeter centimeters; mm millimeter millimeters
nm nanometer nanometers; mi mile miles; ft foot feet; in inch inches; yd yard yards
kg kilogram kilograms|kilos|K G; g gram grams; mg milligram milligrams; lb pound pounds; lbs pound pounds
oz ounce ounces; t ton tons; l liter liters; L liter liters; ml milliliter milliliters
mL milliliter milliliters; s second seconds; sec second seconds; secs second seconds
ms millisecond milliseconds; min minute minutes; mins minute minutes; h hour hours; hr hour hours
hrs hour hours; d day days; yr year years; yrs year years; mph|M P H|miles per hour
kph|K P H|kilometers per hour; km/h|kilometers per hour|kilometers an hour|K M H; m/s|meters per second
fps|frames per second|F P S; rpm|R P M|revolutions per minute; bpm|B P M|beats per minute; Hz hertz hertz
kHz kilohertz kilohertz; MHz megahertz megahertz; GHz gigahertz gigahertz; THz terahertz terahertz
KB kilobyte kilobytes|K B; kB kilobyte kilobytes|K B; MB megabyte megabytes|megs|M B
GB gigabyte gigabytes|gigs|G B; TB terabyte terabytes|T B; PB petabyte petabytes
Kbps|kilobits per second|K B P S; Mbps|megabits per second|M B P S; Gbps|gigabits per second|gigabit|G B P S
W watt watts; kW kilowatt kilowatts; MW megawatt megawatts; GW gigawatt gigawatts
kWh kilowatt-hour kilowatt-hours; MWh megawatt-hour megawatt-hours; V volt volts; mV millivolt millivolts
A amp amps; mAh|milliamp hours; dB decibel decibels|D B; dpi|D P I; px pixel pixels; MP megapixel megapixels
pt point points; ha hectare hectares; cal calorie calories; kcal calorie calories; kJ kilojoule kilojoules
Pa pascal pascals; bar bar bars; F|fahrenheit; C|celsius; ppm|parts per million|P P M
bps|basis points|bits per second|B P S; pp|percentage points|points; pc|percent; pct|percent
"""


def _read_units(table: str) -> dict[str, tuple[Readings, Readings]]:
    """Unit -> (said after one, said after any other number)."""
    units: dict[str, tuple[Readings, Readings]] = {}
    for item in re.split(r"[;\n]", table.strip()):
        (symbol, *names), *others = (part.split() for part in item.split("|"))
        singular, many = (
            say(*(name.replace("-", " ") for name in names[:1])),
            say(*(name.replace("-", " ") for name in names[1:])),
        )
        also = tuple(tuple(phrase) for phrase in others)
        units[symbol] = either(singular, also), either(many, singular, also)
    return units


UNITS = _read_units(_UNITS)

_NUMBER = r"(?P<number>[-+~±]?(?:\d+(?:,\d+)*)?(?:\.\d+)?)"
_FRACTION_NAMES = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def read_unit(symbol: str, said_number: str) -> Readings:
    """A unit's symbol after a number; empty if it is none."""
    names = UNITS.get(symbol) or (UNITS.get(symbol.lower()) if len(symbol) > 1 else None)
    return names[said_number not in {"1", "-1"}] if names else ()


def read_money(sign: str, amount: str, magnitude: str) -> Readings:
    """Read "$3.50" as "three dollars (and) fifty (cents)", "$3bn" as "three billion (dollars)"."""
    one, many, cents = CURRENCIES[sign]
    if magnitude:
        said = chain(number(amount), MAGNITUDES[magnitude])
        return taking_turns(chain(said, say(many)), chain(said, say(one)), said)
    whole, _, fraction = amount.lstrip("-").partition(".")
    minus = SIGNS["-"] if amount.startswith("-") else SILENT
    unit = say(one, many) if whole == "1" else say(many, one)
    if len(fraction) == 2 and fraction != "00" and cents:
        small = cardinal(int(fraction))
        if not whole.strip("0"):
            return chain(minus, either(chain(small, say(cents)), chain(number(amount.lstrip("-")), say(many))))
        large = number(whole)
        long = chain(large, unit[:1], say("and", ""), small, say(cents, ""))
        return chain(minus, either(long[:4], chain(large, small)[:2]))
    said = either(number(amount.removesuffix(".00")), say("a") if whole == "1" and not fraction.strip("0") else ())
    return taking_turns(chain(said, unit[:1]), chain(said[:2], unit[1:]), said[:1])


def read_fraction(top: int, bottom: int) -> Readings:
    """1/2 as "half" and "one half", 3/4 as "three quarters", 7/8 as "seven eighths"; then as two numbers."""
    parts: Readings = ()
    if top > 0 and 2 <= bottom <= 100:
        one, many = _FRACTION_NAMES.get(bottom, ("", ""))
        named = either(
            say(one if top == 1 else many) if one else (), ordinal(bottom) if top == 1 else plural(ordinal(bottom))
        )
        if bottom == 2:
            named = named[:1]
        parts = chain(cardinal(top), named)
        if top == 1:
            parts = taking_turns(parts, chain(say("a"), named), named[:1])
    between = chain(cardinal(top)[:1], either(SILENT, say("over", "slash", "out of", "to")), cardinal(bottom)[:1])
    return either(parts[:3], between) if top < bottom else either(between[:3], parts)


def _money(match: re.Match[str]) -> Readings:
    amount, magnitude = match["number"], match["magnitude"] or ""
    country = match["country"] if "country" in match.re.groupindex else None
    if not amount.strip("-+~±") or (magnitude and magnitude not in MAGNITUDES):
        return ()
    said = read_money(match["sign"], ("-" if match.groupdict().get("minus") else "") + amount, magnitude)
    if not country:
        return said
    return either(said[:3], tuple((*reading[:-1], *country, reading[-1]) for reading in said[:2]))


def _percent(match: re.Match[str]) -> Readings:
    return chain(number(match["number"]), say("percent")) if number(match["number"]) else ()


def _degrees(match: re.Match[str]) -> Readings:
    said = number(match["number"])
    scale = {"c": "celsius", "f": "fahrenheit"}.get(match["scale"].lower())
    degree = say("degree", "degrees") if match["number"] == "1" else say("degrees", "degree")
    if not said:
        return ()
    if not scale:
        return chain(said, degree)
    return either(
        chain(said, degree[:1], either(say(scale), SILENT, say(match["scale"].upper()))),
        chain(said, say(match["scale"].upper())),
    )


def _feet(match: re.Match[str]) -> Readings:
    feet, inches = cardinal(int(match[1])), match[2]
    if not inches:
        return chain(feet, say("feet", "foot"))
    return chain(feet, either(say("foot"), SILENT, say("feet")), cardinal(int(inches)), say("", "inches"))


def _measure(match: re.Match[str]) -> Readings:
    said, symbol = number(match["number"]), match["unit"]
    if not said:
        return ()
    unit = read_unit(symbol, match["number"])
    magnitude = () if match["power"] else MAGNITUDES.get(symbol, ())
    if symbol == "s":
        magnitude = plural(said)  # "747s" and "F-16s" are more often written than "5s" for seconds
        return either(magnitude[:3], chain(said, unit)) if len(match["number"]) < 3 else magnitude
    letters = say(symbol.upper()) if len(symbol) == 1 else ()
    if not (unit or magnitude):
        return ()
    square = {"2": say("square"), "3": say("cubic")}.get(match["power"] or "", ())
    return chain(
        said, square, taking_turns(*((magnitude, unit) if len(symbol) == 1 else (unit, magnitude)), letters)[:4]
    )


def _times(match: re.Match[str]) -> Readings:
    return chain(number(match["number"]), say("X", "times")) if number(match["number"]) else ()


def _power(match: re.Match[str]) -> Readings:
    said = {"2": say("squared"), "3": say("cubed")}.get(match[2]) or chain(
        say("to the"), either(ordinal(int(match[2])), chain(say("power of", ""), cardinal(int(match[2]))))
    )
    return chain(number(match[1]), said)


def _plain_fraction(match: re.Match[str]) -> Readings:
    top, bottom = int(match[1]), int(match[2])
    said = read_fraction(top, bottom)
    is_date = 1 <= top <= 12 and 5 <= bottom <= 31  # 12/25, but not 3/4
    return either(said[:2], read_date(top, bottom, "")[:1], said[2:]) if is_date else said


def _vulgar_fraction(match: re.Match[str]) -> Readings:
    parts = re.findall(r"\d+", unicodedata.normalize("NFKC", match[2]))
    if len(parts) != 2:
        return ()
    said = read_fraction(int(parts[0]), int(parts[1]))[:3]
    return chain(cardinal(int(match[1])), say("and"), after_whole(said)) if match[1] else said


def after_whole(said: Readings) -> Readings:
    """A fraction's readings as they follow a whole number: "a half" first, bare "half" not at all."""
    return tuple(sorted((reading for reading in said if len(reading) > 1), key=lambda reading: reading[0] != "a"))


AMOUNT_SHAPES: tuple[Shape, ...] = (
    (
        re.compile(
            rf"(?P<minus>-)?(?P<country>[A-Z]{{1,3}})?(?P<sign>{SIGN_CLASS}){_NUMBER}(?P<magnitude>[A-Za-z]{{1,3}})?\+?"
        ),
        _money,
    ),
    (re.compile(rf"{_NUMBER}(?P<magnitude>[kKmMbBtT]n?)?(?P<sign>{SIGN_CLASS})"), _money),
    (re.compile(rf"{_NUMBER}%"), _percent),
    (re.compile(rf"{_NUMBER}[°º](?P<scale>[CFcf]?)"), _degrees),
    (re.compile(r"(\d{1,3})'(?:(\d{1,2})(?:\"|'')?)?"), _feet),
    (re.compile(rf"{_NUMBER}x", re.IGNORECASE), _times),
    (re.compile(rf"{_NUMBER}(?P<unit>[A-Za-z]{{1,4}}(?:/[hs])?)(?:\^?(?P<power>[23]))?"), _measure),
    (re.compile(r"(\d{1,12})\^(\d{1,2})"), _power),
    (re.compile(r"(\d{1,3})/(\d{1,3})"), _plain_fraction),
    (re.compile(r"(\d{1,4})?([¼-¾⅐-⅞])"), _vulgar_fraction),
)
