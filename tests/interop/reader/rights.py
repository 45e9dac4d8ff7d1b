"""Standing and rights of an accepted chain at an instant (section 10)."""
from .delegation import end_of, seats_at
from .payload import UNLIMITED

def end_in(links, i):  # LF-10.7
    end, least = end_of(links[i]), min((link["lk"]["maxOffline"] for link in links[:i]), default=UNLIMITED)
    if "contact" in links[i]["lk"] or least == UNLIMITED:
        return end
    return min(end, links[i]["iat"] + least)


def standing(links, t):
    for link in links:
        if link["lk"]["state"] != "active":
            return link["lk"]["state"]
    if "cnf" not in links[-1]:
        return "not-activated"
    if any(t < max(link["nbf"], link["iat"]) for link in links):
        return "not-yet"
    if any(t >= end_in(links, i) for i in range(len(links))):
        return "expired"
    return "grace" if any(t >= link["exp"] for link in links) else "good"


def allowance(links, i, t):
    return {} if t < links[i]["iat"] or t >= end_in(links, i) else seats_at(links[i], t)


def most(links, kind, t):
    if standing(links, t) not in ("good", "grace", "not-activated"):
        return 0
    def one(given):
        both = given.get(kind, 0), given.get("generic", 0)
        return UNLIMITED if UNLIMITED in both else min(sum(both), UNLIMITED - 1)
    return min(one(allowance(links, i, t)) for i in range(len(links)))
