"""What a license may say below another (section 8)."""
from .payload import LAST, UNLIMITED
from .signed import demand

def check_below(above, below):
    recorded, lk = below["lk"].get("parent"), above["lk"]
    demand(recorded and "parentUrl" in below["lk"], "LF-7.5")
    demand(recorded["id"] == above["sub"], "LF-7.6")
    demand(below["lk"]["oem"] < lk["oem"], "LF-8.1")
    demand(lk["serial"] >= recorded["serial"], "LF-8.2")
    if lk["serial"] == recorded["serial"]:
        demand(above["hash"] == recorded["sha256"], "LF-8.3")
        check_within(below, above)


def end_of(link):
    return min(link["exp"] + link["lk"]["grace"], LAST)


def strictness(value):
    return {"end": (0, 0), "deadline": (1, value.get("seconds", 0)), "finish": (2, 0)}[value["mode"]]


def check_within(child, parent):
    c, p, end = child["lk"], parent["lk"], end_of(child)
    demand(child["nbf"] >= parent["nbf"], "LF-8.6")
    demand(child["exp"] <= parent["exp"] and end <= end_of(parent), "LF-8.7")
    demand(all(c[name] <= p[name] for name in ("maxDuration", "maxLease", "maxLicenses", "maxOffline")), "LF-8.8")
    offline = c["contact"]["silence"] if "contact" in c else end - child["iat"]
    demand(p["maxOffline"] == UNLIMITED or offline <= p["maxOffline"], "LF-8.9")
    demand(strictness(c["overage"]) <= strictness(p["overage"]), "LF-8.10")
    for name, own in c["features"].items():
        demand(name in p["features"], "LF-8.11")
        theirs = p["features"][name]
        demand(own.get("until", end) <= theirs.get("until", LAST + 1), "LF-8.11")
        demand(own.get("limit", UNLIMITED) <= theirs.get("limit", UNLIMITED), "LF-8.11")
    start = max(child["nbf"], child["iat"])
    for t in [start, *(t for t in changes_of(child) | changes_of(parent) if start < t < end)]:
        demand(start >= end or fits(seats_at(child, t), seats_at(parent, t)), "LF-8.12")


def changes_of(link):
    return {link["nbf"], end_of(link)} | {stage[side] for stage in link["lk"]["stages"] for side in ("from", "to")}


def fits(wanted, allowance):  # LF-8.13
    if allowance.get("generic", 0) == UNLIMITED:
        return True
    lack = wanted.get("generic", 0)
    if lack == UNLIMITED:
        return False
    for kind in wanted.keys() - {"generic"}:
        have = allowance.get(kind, 0)
        if have == UNLIMITED:
            continue
        if wanted[kind] == UNLIMITED:
            return False
        lack += max(0, wanted[kind] - have)
    return lack <= allowance.get("generic", 0)


def seats_at(link, t):  # LF-8.14
    if t < link["nbf"] or t >= end_of(link):
        return {}
    return next((s["seats"] for s in link["lk"]["stages"] if s["from"] <= t < s["to"]), link["lk"]["seats"])
