"""License Codes (section 6)."""
import hashlib, re
from .signed import demand

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def checksum(symbols, aud):  # LF-6.4
    bits = 1
    for value in [ord(c) >> 5 for c in aud] + [0] + [ord(c) & 31 for c in aud] + [SYMBOLS.index(s) for s in symbols] + [0] * 6:
        top, bits = bits >> 25, (bits & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            bits ^= generator if top >> i & 1 else 0
    return "".join(SYMBOLS[(bits ^ 0x2BC830A3) >> 5 * (5 - i) & 31] for i in range(6))


def is_code(symbols, aud):  # LF-6.1, LF-6.2, LF-6.4
    return re.fullmatch(f"1[{SYMBOLS}]{{39}}", symbols) is not None and checksum(symbols[:34], aud) == symbols[34:]


def canonical_code(symbols):  # LF-6.6
    return "-".join(symbols[i:i + 5] for i in range(0, 40, 5))


def code_of(key, aud):  # LF-6.3
    bits = int.from_bytes(hashlib.sha256(b"licensekit-license-code-v1\0" + key).digest(), "big") >> 256 - 165
    symbols = "1" + "".join(SYMBOLS[bits >> 5 * (32 - i) & 31] for i in range(33))
    return canonical_code(symbols + checksum(symbols, aud))


def typed_code(typed, aud):  # LF-6.5
    upper = re.sub("[a-z]", lambda letter: letter[0].upper(), re.sub("[ \t\r\n-]", "", typed))
    symbols = upper.replace("O", "0").replace("I", "1").replace("L", "1")
    demand(is_code(symbols, aud), "LF-6.1")
    return canonical_code(symbols)
