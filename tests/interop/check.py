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


# --- XML: SignedInfo in canonical form is one text but for its digest; everything else is refused before it can mean anything
DSIG, C14N = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/10/xml-exc-c14n#"
LICENSE = "{urn:licensekit:license:1}"


def signed_info(prefix, digest):
    p, ns = (prefix + ":", ":" + prefix) if prefix else ("", "")
    method = lambda name, value: f'<{p}{name} Algorithm="{value}"></{p}{name}>'
    return (f'<{p}SignedInfo xmlns{ns}="{DSIG}">{method("CanonicalizationMethod", C14N)}'
            f'{method("SignatureMethod", "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519")}<{p}Reference URI=""><{p}Transforms>'
            f'{method("Transform", DSIG + "enveloped-signature")}{method("Transform", C14N)}</{p}Transforms>'
            f'{method("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256")}<{p}DigestValue>{digest}</{p}DigestValue></{p}Reference></{p}SignedInfo>')


def unbase64(text, length=None):  # one spelling, in which white space may stand
    compact = re.sub("[ \t\n]", "", text)
    raw = base64.b64decode(compact, validate=True)
    assert base64.b64encode(raw).decode() == compact and length in (None, len(raw)), "not canonical base64 of that length"
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
        assert len(attributes) <= 32, "more than 32 attributes"
        assert all(value in (DSIG, LICENSE[1:-1]) for name, value in attributes if name == "xmlns" or name.startswith("xmlns:")), "a foreign namespace, or a known one in another spelling"
        assert all("&" not in value for name, value in attributes if name != "name"), "a reference in an attribute"
    return etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def canonical(element):
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def verify_xml(file, type, x):
    root = read_xml(file)
    assert root.tag == LICENSE + ("License" if type == "lk-server-license+jwt" else "SessionLicense"), "another root element"
    signature = root[-1]
    assert signature.tag == f"{{{DSIG}}}Signature" and len(list(root.iter(signature.tag))) == 1, "not one signature, as the last child"
    names = [child.tag.removeprefix(f"{{{DSIG}}}") for child in signature]
    assert names in (["SignedInfo", "SignatureValue"], ["SignedInfo", "SignatureValue", "KeyInfo"]), "not the children that a signature may have"
    assert all([e.tag for e in info] == [f"{{{DSIG}}}KeyName"] for info in signature[2:]) and len(signature[1]) == 0, "not the children that a signature may have"
    parts = [signature, *signature[1:], *(e for info in signature[2:] for e in info)]
    assert not any(part.attrib for part in parts), "an attribute that a signature may not have"
    inside = [signature.text, *(e.tail for e in signature), *(t for info in signature[2:] for t in (info.text, *(e.tail for e in info)))]
    assert not any((text or "").strip(" \t\n") for text in inside), "text in the signature"
    assert all((info[0].text or "").strip(" \t\r\n") for info in signature[2:]), "an empty KeyName"
    signed = canonical(signature[0])
    digest = signature[0].findtext(f".//{{{DSIG}}}DigestValue", "")
    assert re.sub(r"(?<=>)[ \t\n]+(?=<)", "", signed.decode()) == signed_info(signature.prefix, digest), "not the one SignedInfo that is allowed"
    verify(x, unbase64(signature[1].text, 64), signed)
    before = signature.getprevious()
    before.tail = (before.tail or "") + (signature.tail or "")
    root.remove(signature)
    content = canonical(root)
    assert hashlib.sha256(content).digest() == unbase64(digest, 32), "the digest does not fit"
    return content


# --- the documents of a file, root first; one of XML carries its issuer's file inside
def documents(file):
    if not file.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return json.loads(file)["chain"]
    issuer = read_xml(file).findtext(LICENSE + "IssuerLicense")
    return (documents(unbase64(issuer)) if issuer else []) + [file]


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
