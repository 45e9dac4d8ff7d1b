"""Python: private keys as LicenseKit stores them, plain or under a passphrase (docs/keys.md), with PyNaCl. Checks every key file of the vectors."""
import base64, re, sys, unicodedata
import nacl
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as open_box, crypto_core_ed25519_is_valid_point as is_good_point
from nacl.pwhash.argon2id import kdf as argon2id
from nacl.signing import SigningKey
from vectors import cases

PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


class Refused(Exception):
    """Its text is the code that LicenseKit gives."""


def read_key(text):
    """A plain key's seed or else None, its public half or else None, the bytes of an encrypted key or else None."""
    block = re.fullmatch(r"[ \t\r\n]*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/ \t\r\n]*)-----END \1-----[ \t\r\n]*", text)
    raw = base64.b64decode(re.sub("[ \t\r\n]", "", block[2])) if block and len(text) <= 4096 and len(re.sub("[ \t\r\n]", "", block[2])) % 4 == 0 else b""
    if block and block[1] == "PRIVATE KEY" and len(raw) == 48 and raw.startswith(PKCS8):
        return raw[16:], bytes(SigningKey(raw[16:]).verify_key), None
    if block and block[1] == "LICENSEKIT ENCRYPTED KEY" and len(raw) == 126 and raw[0] == 1 and is_good_point(raw[46:78]):
        return None, raw[46:78], raw
    raise Refused("LK1008")


def open_key(text, passphrase):
    seed, public, raw = read_key(text)
    if seed:
        return seed
    if not passphrase:
        raise Refused("LK8014")
    memory, passes = int.from_bytes(raw[1:5], "big"), raw[5]
    if not (8 <= memory <= 1024 * 1024 and 1 <= passes <= 10):
        raise Refused("LK1008")
    key = argon2id(32, unicodedata.normalize("NFC", passphrase).encode("utf-8"), raw[6:22], opslimit=passes, memlimit=memory * 1024)
    try:
        seed = open_box(raw[78:], raw[:78], raw[22:46], key)
    except nacl.exceptions.CryptoError:
        raise Refused("LK8013") from None
    if bytes(SigningKey(seed).verify_key) != public:
        raise Refused("LK1008")
    return seed


# --- the vectors
def main():
    checked = wrong = 0
    for case in cases("key-file"):
        fault = seed = public = None
        try:
            public = base64.urlsafe_b64encode(read_key(case["text"])[1]).rstrip(b"=").decode()
            seed = open_key(case["text"], case["passphrase"]).hex()
        except Refused as refused:
            fault = str(refused)
        checked += 1
        if (fault, public, seed, seed is not None) != (case.get("fault"), case.get("key"), case.get("seed"), case["accepted"]):
            wrong += 1
            print(f"{case['id']}: {fault or 'opened'}, expected {case.get('fault', 'opened')}", file=sys.stderr)
    print(f"python {sys.version.split()[0]} with PyNaCl {nacl.__version__}: {checked} verdicts, {wrong} wrong")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
