"""Payloads: the one form of JSON (section 3), and forms of members. A form is a function that refuses what it does not allow."""
import json, re
from .signed import Refused, demand, unbase64url

UNLIMITED, LAST = 1_000_000_000, 253_402_300_799  # LF-3.10, LF-3.9
REFUSED_CHARACTERS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + "-" + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
    + "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]")


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def no_doubles(rule):
    def build(pairs):
        demand(len({name for name, _ in pairs}) == len(pairs), rule)
        return dict(pairs)
    return build


def refuse(rule):
    return lambda _: demand(False, rule)


def canonical(value, depth, others):
    """The only text of a value (LF-3.1 to LF-3.5)."""
    demand(depth > 0 or not isinstance(value, (dict, list)), "LF-3.8")
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: utf16(member[0]))
        return "{" + ",".join(canonical(n, depth, others) + ":" + canonical(v, depth - 1, others) for n, v in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(v, depth - 1, others) for v in value) + "]"
    if isinstance(value, str):
        demand(not REFUSED_CHARACTERS.search(value), "LF-3.4")
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, bool) and others:  # LF-12.2
        return "true" if value else "false"
    demand(type(value) is int and 0 <= value < 2**53, "LF-3.5")
    return str(value)


def parse(payload, depth=5, others=False):
    try:
        value = json.loads(payload.decode("utf-8"), object_pairs_hook=no_doubles("LF-3.2"), parse_float=refuse("LF-3.5"))
    except (ValueError, RecursionError):
        raise Refused("LF-3.1") from None
    demand(isinstance(value, dict) and canonical(value, depth, others).encode("utf-8") == payload, "LF-3.1")
    return value


def number(rule, low, high):
    return lambda value: demand(type(value) is int and low <= value <= high, rule)


def text(rule, pattern):
    return lambda value: demand(isinstance(value, str) and re.fullmatch(pattern, value), rule)


def units(rule, low, high):
    return lambda value: demand(isinstance(value, str) and low <= len(utf16(value)) // 2 <= high, rule)


def members(rule, forms, optional=(), closed=True):
    def check(value):
        demand(isinstance(value, dict) and forms.keys() - set(optional) <= value.keys(), rule)
        demand(not closed or value.keys() <= forms.keys(), rule)
        for name in forms.keys() & value.keys():
            forms[name](value[name])
    return check


def named(rule, pattern, form, most):
    def check(value):
        demand(isinstance(value, dict) and len(value) <= most and all(re.fullmatch(pattern, name) for name in value), rule)
        for item in value.values():
            form(item)
    return check


def items(rule, form, low, high):
    def check(value):
        demand(isinstance(value, list) and low <= len(value) <= high, rule)
        for item in value:
            form(item)
    return check


def hash_of(rule, low=32, high=32):
    return lambda value: demand(isinstance(value, str) and low <= len(unbase64url(value, rule)) <= high, rule)
