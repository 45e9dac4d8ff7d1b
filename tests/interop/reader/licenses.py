"""What server licenses and session licenses say (sections 4 and 5)."""
import re
from .codes import is_code
from .payload import LAST, UNLIMITED, hash_of, items, members, named, number, parse, text, units
from .signed import demand, public_key

def server_url(value):  # LF-4.20
    demand(isinstance(value, str) and len(value) <= 512 and re.fullmatch(
        r"(https://([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])|http://(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?"
        r"(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?", value), "LF-4.20")


def holder(value):
    demand(isinstance(value, dict) and len(value) == 1, "LF-4.2")
    if "jwk" in value:
        members("LF-4.2", {"crv": text("LF-4.2", "Ed25519"), "kty": text("LF-4.2", "OKP"), "x": text("LF-2.6", ".{43}")})(value["jwk"])
        public_key(value["jwk"]["x"])
    else:
        members("LF-4.2", {"lkc": text("LF-6.6", CODE)})(value)


def extensions(value):
    named("LF-4.7", "(?s).*", units("LF-4.7", 0, 16384), 64)(value)
    demand(sum(len((name + item).encode("utf-8")) for name, item in value.items()) <= 16384, "LF-4.7")


def contact(value):
    members("LF-4.6", {"every": number("LF-4.6", 1, 2592000), "silence": number("LF-4.6", 1, LAST)})(value)
    demand(value["silence"] >= 2 * value["every"], "LF-4.6")


def overage(value):
    forms = {"mode": text("LF-4.12", "end|finish|deadline")}
    if isinstance(value, dict) and value.get("mode") == "deadline":
        forms["seconds"] = number("LF-4.12", 0, LAST)
    members("LF-4.12", forms)(value)


def seats(value):
    named("LF-4.15", KIND, number("LF-3.10", 0, UNLIMITED), 17)(value)
    demand("generic" in value, "LF-4.15")


CODE = "([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}"
KIND, NAME = "[a-z][a-z0-9-]{0,31}", "[A-Za-z0-9._-]{1,64}"
product, identity = text("LF-4.1", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), text("LF-4.4", "[A-Za-z0-9_-]{1,64}")
instant, serial, version = number("LF-3.9", 0, LAST), number("LF-4.16", 1, 2**53 - 1), number("LF-4.19", 1, 1)
maximum = number("LF-4.10", 0, UNLIMITED)
feature = members("LF-4.8", {"limit": number("LF-4.8", 0, UNLIMITED), "until": instant}, optional=("limit", "until"))
stage = members("LF-4.17", {"from": instant, "name": units("LF-4.17", 0, 256), "seats": seats, "to": instant})
registered = {"aud": product, "exp": instant, "iat": instant, "iss": identity, "nbf": instant, "sub": identity}
common = {"client": units("LF-4.5", 1, 256), "ext": extensions, "features": named("LF-4.8", NAME, feature, 256), "seats": seats,
          "serial": serial, "stages": items("LF-4.17", stage, 0, 256), "v": version}
SERVER = members("LF-3.6", {**registered, "cnf": holder, "lk": members("LF-3.6", {
    **common, "contact": contact, "grace": number("LF-4.9", 0, LAST), "maxDuration": maximum, "maxLease": maximum, "maxLicenses": maximum,
    "maxOffline": maximum, "oem": number("LF-4.11", 0, 7), "overage": overage, "parentUrl": server_url,
    "parent": members("LF-4.13", {"id": identity, "serial": serial, "sha256": hash_of("LF-4.13")}),
    "state": text("LF-4.18", "active|suspended|revoked")}, optional=("contact", "parent", "parentUrl"))}, optional=("cnf",))
SESSION = members("LF-3.6", {**registered, "lk": members("LF-3.6", {
    **common, "allocation": text("LF-5.2", "reserved|shared"), "maxBorrow": number("LF-5.4", 0, UNLIMITED),
    "maxLease": number("LF-5.5", 1, UNLIMITED), "seatFor": text("LF-5.6", "host|user"), "serverUrl": server_url}, optional=("seatFor",))})


def read_license(payload, form):
    value = parse(payload)
    form(value)
    demand(value["nbf"] < value["exp"], "LF-4.3")
    before = 0
    for one in value["lk"]["stages"]:
        demand(before <= one["from"] < one["to"] and one["seats"].keys() == value["lk"]["seats"].keys(), "LF-4.17")
        before = one["to"]
    if "lkc" in value.get("cnf", {}):
        demand(is_code(value["cnf"]["lkc"].replace("-", ""), value["aud"]), "LF-6.6")
    return value
