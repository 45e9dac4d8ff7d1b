"""Signed documents: base64url, public keys, headers and signatures (section 2)."""
import base64, hashlib, re
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

class Refused(Exception):
    """Its text begins with the rule that fails."""


def demand(condition, rule):
    if not condition:
        raise Refused(rule)


P = 2**255 - 19
SMALL_ORDER = {0, 1, P - 1} | {int.from_bytes(bytes.fromhex(y), "little") for y in (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unbase64url(text, rule="LF-2.2"):
    demand(re.fullmatch("[A-Za-z0-9_-]+", text) and len(text) % 4 != 1, rule)
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(base64url(raw) == text, rule)
    return raw


def sha256(raw):
    return base64url(hashlib.sha256(raw).digest())


def y_of(raw):
    return int.from_bytes(raw, "little") & (2**255 - 1)


def public_key(x):  # LF-2.6, LF-2.7
    raw = unbase64url(x, "LF-2.6")
    demand(len(raw) == 32 and y_of(raw) < P and y_of(raw) not in SMALL_ORDER, "LF-2.6")
    return raw


def thumbprint(key):  # LF-2.5
    return sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{base64url(key)}"}}'.encode())


def headers(kind, key):  # LF-2.4
    return [base64url(f'{{"alg":"{alg}","kid":"{thumbprint(key)}","typ":"lk-{kind}+jwt"}}'.encode()) for alg in ("EdDSA", "Ed25519")]


def verify(document, kind, key):
    """The bytes of the payload, if the key signed the document as one of that kind."""
    parts = document.split(".")
    demand(len(parts) == 3 and all(parts), "LF-2.1")
    payload, signature = unbase64url(parts[1]), unbase64url(parts[2])
    demand(len(signature) == 64, "LF-2.3")
    demand(parts[0] in headers(kind, key), "LF-2.4")
    demand(y_of(signature[:32]) not in SMALL_ORDER, "LF-2.10")
    try:  # LF-2.8, LF-2.9: OpenSSL demands S < L and compares the bytes of R
        Ed25519PublicKey.from_public_bytes(key).verify(signature, f"{parts[0]}.{parts[1]}".encode("ascii"))
    except InvalidSignature:
        raise Refused("LF-2.9") from None
    return payload
