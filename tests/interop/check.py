"""Python: JWS and XML with cryptography and lxml. Checks every signature of the vectors; paste what you need into a portal."""
import base64, hashlib, json, re, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from lxml import etree
from vectors import bytes_of, cases

# --- keys: canonical, and not of small order (libraries disagree about signatures under such keys)
P = 2**255 - 19
SMALL = {int.from_bytes(bytes.fromhex(y.ljust(64, "0")), "little") for y in (
    "00", "01", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


def unbase64url(text):
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == text, "not canonical base64url"
    return raw


def point(raw):
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    assert len(raw) == 32 and y < P and y not in SMALL, "not canonical, or of small order"
    return raw


def public_key(x):
    return Ed25519PublicKey.from_public_bytes(point(unbase64url(x)))


def verify(x, signature, signed):
    point(signature[:32])  # OpenSSL accepts the neutral point as R
    public_key(x).verify(signature, signed)


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def thumbprint(x):
    return base64url(hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'.encode()).digest())


# --- JWS: build the only header that key and type allow, and compare; then verify
def verify_jws(jws, type, x):
    header, payload, signature = jws.split(".")
    allowed = [base64url(f'{{"alg":"{alg}","kid":"{thumbprint(x)}","typ":"{type}"}}'.encode()) for alg in ("EdDSA", "Ed25519")]
    assert header in allowed, "not the header that key and type allow"
    verify(x, unbase64url(signature), f"{header}.{payload}".encode("ascii"))
    return unbase64url(payload)


# --- XML: the signature in canonical form is one text but for digest, signature and thumbprint; everything else is refused before it can mean anything
DSIG, C14N = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/10/xml-exc-c14n#"
LICENSE = "{urn:licensekit:license:1}"
INFO = (f'<CanonicalizationMethod Algorithm="{C14N}"></CanonicalizationMethod>'
        '<SignatureMethod Algorithm="http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"></SignatureMethod><Reference URI=""><Transforms>'
        f'<Transform Algorithm="{DSIG}enveloped-signature"></Transform><Transform Algorithm="{C14N}"></Transform></Transforms>'
        '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>%s</DigestValue></Reference></SignedInfo>')
SIGNATURE = f'<Signature xmlns="{DSIG}"><SignedInfo>{INFO}<SignatureValue>%s</SignatureValue><KeyInfo><KeyName>%s</KeyName></KeyInfo></Signature>'


def unbase64(text, length=None):  # one spelling, without white space
    raw = base64.b64decode(text, validate=True)
    assert base64.b64encode(raw).decode() == text and length in (None, len(raw)), "not canonical base64 of that length"
    return raw


def attributes_of(tag):  # name and value as they are written; what a parser gives is no longer that
    found, at = [], 0
    while attribute := re.compile(r"""[^\s>]*\s+([^\s=>]+)\s*=\s*("[^"]*"|'[^']*')""").match(tag, at):
        found.append((attribute[1], attribute[2][1:-1]))
        at = attribute.end()
    return found


def read_xml(file):
    text = file.decode("utf-8")
    assert not re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text), "a character that XML 1.0 has not"  # lxml stops reading at NUL
    body = re.sub(r"""^<\?xml version=("1\.0"|'1\.0')( encoding=("[uU][tT][fF]-8"|'[uU][tT][fF]-8'))?( standalone=("(yes|no)"|'(yes|no)'))? ?\?>""", "", text.removeprefix("\ufeff"))
    assert not re.search("<[!?]", body) and re.match("[ \t\r\n]*<", body), "a comment, processing instruction, CDATA section, document type or another spelling of the declaration"
    for tag in body.split("<"):
        attributes = attributes_of(tag)
        assert not any(":" in name for name, _ in attributes) and sum(name != "xmlns" for name, _ in attributes) <= 1, "a prefix, or two attributes"
        assert all(value in (DSIG, LICENSE[1:-1]) for name, value in attributes if name == "xmlns"), "a foreign namespace, or a known one in another spelling"
        assert all("&" not in value for name, value in attributes if name != "name"), "a reference in an attribute"
    root = etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True))
    assert not any(element.prefix for element in root.iter()), "a prefix"
    return root


def canonical(element):
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def verify_xml(file, type, x):
    root = read_xml(file)
    assert root.tag == LICENSE + ("License" if type == "lk-server-license+jwt" else "SessionLicense"), "another root element"
    signature = root[-1]
    assert signature.tag == f"{{{DSIG}}}Signature" and len(list(root.iter(signature.tag))) == 1, "not one signature, as the last child"
    digest, value = (signature.findtext(f".//{{{DSIG}}}{name}", "") for name in ("DigestValue", "SignatureValue"))
    assert canonical(signature).decode() == SIGNATURE % (digest, value, thumbprint(x)), "not the one signature that is allowed"
    verify(x, unbase64(value, 64), (f'<SignedInfo xmlns="{DSIG}">' + INFO % digest).encode())
    before = signature.getprevious()
    before.tail = (before.tail or "") + (signature.tail or "")
    root.remove(signature)
    content = canonical(root)
    assert hashlib.sha256(content).digest() == unbase64(digest, 32), "the digest does not fit"
    return content


# --- the documents of a file, root first; one of XML carries those above it as a bundle
def documents(file):
    if not file.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return json.loads(file)["chain"]
    issuer = read_xml(file).findtext(LICENSE + "IssuerLicense")
    return (json.loads(unbase64(issuer))["chain"] if issuer is not None else []) + [file]


# --- the vectors
def main():
    checked = wrong = 0
    for vector in cases("file"):
        for s in vector.get("signatures", []):
            why = ""
            try:
                assert s["key"] is not None, "no key"
                document = documents(bytes_of(vector["file"]))[s["link"]]
                valid = bool((verify_jws if isinstance(document, str) else verify_xml)(document, s["type"], s["key"]))
            except Exception as e:
                valid, why = False, f"{type(e).__name__}: {e}"
            checked += 1
            if valid != s["valid"]:
                wrong += 1
                print(f"{vector['id']}, link {s['link']}: {'valid' if valid else f'not valid ({why})'}, expected {s['valid']}", file=sys.stderr)
    for case in cases("public-key"):
        try:
            accepted = public_key(case["key"]) is not None
        except Exception:
            accepted = False
        checked += 1
        if accepted != case["accepted"]:
            wrong += 1
            print(f"{case['id']} ({case['comment']}): {accepted}", file=sys.stderr)
    print(f"python {sys.version.split()[0]}: {checked} verdicts, {wrong} wrong")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
