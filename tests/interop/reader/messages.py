"""Messages: leases, activations, pings and pongs, and what an app believes of a lease and a child of a pong (section 12)."""
from .licenses import KIND, NAME, identity, instant, product, version
from .payload import LAST, UNLIMITED, hash_of, items, members, named, number, parse, text
from .rights import end_in, standing
from .signed import demand, public_key, thumbprint, verify

KIND_OF_SEATS = f"(?!generic$){KIND}"
kind = text("LF-12.12", KIND_OF_SEATS)
hash32, nonce = hash_of("LF-12.13"), hash_of("LF-12.14", 16, 32)
seconds, counted, count = number("LF-12.15", 0, LAST), number("LF-12.16", 1, 2**53 - 1), number("LF-12.18", 0, UNLIMITED)


def word(value):
    text("LF-12.19", NAME)(value)


def flag(value):
    demand(isinstance(value, bool), "LF-12.20")


def message(forms, optional=(), **registered):  # LF-12.4, LF-12.5
    lk = members("LF-12.5", {**forms, "v": version}, optional, closed=False)
    return members("LF-12.5", {**registered, "lk": lk}, closed=False)


def part(**forms):
    return members("LF-12.5", forms, closed=False)


chain = items("LF-12.17", part(serial=counted, sha256=hash32), 1, 8)
jwk = part(crv=text("LF-4.2", "Ed25519"), kty=text("LF-4.2", "OKP"), x=hash32)
LEASE = message({  # LF-12.7
    "borrowed": flag, "features": items("LF-12.19", word, 0, 256), "kind": kind, "license": identity, "n": counted, "nonce": nonce,
    "renewWithin": seconds, "warnings": items("LF-12.19", word, 0, 16),
}, aud=product, iss=identity, sub=hash32, iat=instant, exp=instant)
ACTIVATION = message({  # LF-12.8
    "license": part(id=identity, proof=hash32, serial=counted), "nonce": nonce,
}, optional=("license",), aud=product, iss=hash32, iat=instant, cnf=part(jwk=jwk))
PING = message({  # LF-12.9
    "chain": chain, "clock": seconds, "issued": count, "nonce": nonce, "peak": count, "prev": part(seq=counted, sha256=hash32),
    "refused": word, "seq": counted, "settled": part(serial=counted, sha256=hash32), "use": named("LF-12.18", KIND_OF_SEATS, count, 16),
}, optional=("prev", "refused", "settled"), aud=identity, iss=identity, iat=instant)
PONG = message({  # LF-12.10
    "chain": chain, "nonce": nonce, "seq": counted, "stray": number("LF-12.20", 1, 1),
}, optional=("stray",), aud=identity, iss=identity, iat=instant)
FORMS = {"lease": LEASE, "activation": ACTIVATION, "ping": PING, "pong": PONG}


def read_message(document, kind_of, key):
    """The payload, if the key signed it and it has its form (LF-12.1 to LF-12.20)."""
    demand(len(document) <= (16384 if kind_of == "activation" else 65536), "LF-12.1")
    value = parse(verify(document, kind_of, key), depth=16, others=True)
    FORMS[kind_of](value)
    return value


def read_activation(document, key):
    value = read_message(document, "activation", key)
    demand(value["iss"] == thumbprint(key) and public_key(value["cnf"]["jwk"]["x"]) == key, "LF-12.8")
    return value


def read_lease(document, links, request):
    """What an app believes of a lease for its own request; the chain came with it and is accepted (LF-12.26 to LF-12.31)."""
    server = links[-1]
    demand(server["key"], "LF-12.26")
    lease = read_message(document, "lease", server["key"])  # LF-12.27
    demand(standing(links, lease["iat"]) in ("good", "grace"), "LF-12.28")
    demand(lease["aud"] == server["aud"] and lease["iss"] == server["sub"] == request["issuer"], "LF-12.29")
    said = {"session": lease["sub"]} | {name: lease["lk"][name] for name in ("license", "kind", "nonce")}
    demand(all(request[name] == value for name, value in said.items()), "LF-12.30")
    demand(lease["iat"] < lease["exp"] <= min(end_in(links, i) for i in range(len(links))), "LF-12.31")
    return lease
