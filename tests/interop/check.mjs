// Node: JWS with jose, XML with xml-crypto. Checks every signature, lease and pong of the vectors; paste what you need into a portal.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { compactVerify } from "jose";
import { DOMParser } from "@xmldom/xmldom";
import { ExclusiveCanonicalization, SignedXml } from "xml-crypto";

// --- keys: canonical, and not of small order (libraries disagree about signatures under such keys)
const P = 2n ** 255n - 19n;
const SMALL = new Set(["00", "01", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"]
  .map((y) => BigInt("0x" + Buffer.from(y.padEnd(64, "0"), "hex").reverse().toString("hex"))));

function checkPoint(raw) {
  const y = BigInt("0x" + Buffer.from(raw).reverse().toString("hex")) & ((1n << 255n) - 1n);
  if (y >= P || SMALL.has(y)) throw new Error("not canonical, or of small order");
}

export function publicKey(x) {
  const raw = Buffer.from(x, "base64url");
  if (raw.length !== 32 || raw.toString("base64url") !== x) throw new Error("not 32 bytes of canonical base64url");
  checkPoint(raw);
  return createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
}

export const thumbprint = (x) => createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");

// --- JWS: build the only header that key and type allow, and compare; then let jose verify
export async function verifyJws(jws, type, x) {
  const headers = ["EdDSA", "Ed25519"].map((alg) => Buffer.from(`{"alg":"${alg}","kid":"${thumbprint(x)}","typ":"${type}"}`).toString("base64url"));
  if (!jws.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part)) throw new Error("not canonical base64url");
  if (!headers.includes(jws.split(".")[0])) throw new Error("not the header that key and type allow");
  checkPoint(Buffer.from(jws.split(".")[2], "base64url").subarray(0, 32)); // OpenSSL accepts the neutral point as R
  return (await compactVerify(jws, publicKey(x), { algorithms: ["EdDSA", "Ed25519"] })).payload;
}

// --- messages: JSON in its one form, then the members of leases and pongs; members that are not named are ignored
const REFUSED = new RegExp("[\\0-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufdd0-\\ufdef\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f"
  + "\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufff8\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}"
  + Array.from({ length: 17 }, (_, plane) => `\\u{${(plane * 65536 + 65534).toString(16)}}\\u{${(plane * 65536 + 65535).toString(16)}}`).join("") + "]", "u");

function canonical(value, levels) {
  if (typeof value === "boolean") return String(value);
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  if (typeof value === "string" && !REFUSED.test(value)) return `"${value.replace(/["\\]/g, "\\$&")}"`;
  if (typeof value !== "object" || value === null || levels === 0) throw new Error("a value that no message has");
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v, levels - 1)).join()}]`;
  return `{${Object.keys(value).sort().map((name) => `${canonical(name)}:${canonical(value[name], levels - 1)}`).join()}}`;
}

const text = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const bytesOf = (least, most) => (value) => typeof value === "string" && Buffer.from(value, "base64url").toString("base64url") === value
  && Buffer.byteLength(value, "base64url") >= least && Buffer.byteLength(value, "base64url") <= most;
const number = (least, most) => (value) => typeof value === "number" && value >= least && value <= most;
const list = (form, least, most) => (value) => Array.isArray(value) && value.length >= least && value.length <= most && value.every(form);
const members = (forms, optional = []) => (value) => typeof value === "object" && value !== null && !Array.isArray(value)
  && Object.entries(forms).every(([name, form]) => Object.hasOwn(value, name) ? form(value[name]) : optional.includes(name));
const id = text(/^[A-Za-z0-9_-]{1,64}$/), word = text(/^[A-Za-z0-9._-]{1,64}$/), instant = number(0, 253402300799), ordinal = number(1, 2 ** 53 - 1);
const FORMS = {
  lease: members({ aud: text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), iss: id, sub: bytesOf(32, 32), iat: instant, exp: instant, lk: members({
    borrowed: (value) => typeof value === "boolean", features: list(word, 0, 256), kind: text(/^(?!generic$)[a-z][a-z0-9-]{0,31}$/), license: id,
    n: ordinal, nonce: bytesOf(16, 32), renewWithin: instant, v: number(1, 1), warnings: list(word, 0, 16) }) }),
  pong: members({ aud: id, iss: id, iat: instant, lk: members({
    chain: list(members({ serial: ordinal, sha256: bytesOf(32, 32) }), 1, 8), nonce: bytesOf(16, 32), seq: ordinal, stray: number(1, 1), v: number(1, 1) }, ["stray"]) }),
};

export async function readMessage(jws, message, x) {
  if (jws.length > 65536) throw new Error("more than 65536 characters");
  const payload = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await verifyJws(jws, `lk-${message}+jwt`, x));
  const value = JSON.parse(payload);
  if (canonical(value, 16) !== payload) throw new Error("not the one form of JSON");
  if (!FORMS[message](value)) throw new Error("a member that has not its form");
  return value;
}

// --- XML: the five lines that teach xml-crypto Ed25519 (RFC 9231)
const LICENSE = "urn:licensekit:license:1", DSIG = "http://www.w3.org/2000/09/xmldsig#", C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ED25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
class Ed25519 {
  verifySignature = (data, key, signature) => verify(null, Buffer.from(data), key, Buffer.from(signature, "base64"));
  getAlgorithmName = () => ED25519;
}

// --- XML: the signature in canonical form is one text but for digest, signature and thumbprint; everything else is refused before it can mean anything
const empty = (name, value) => `<${name} Algorithm="${value}"></${name}>`;
const signatureOf = (digest, value, kid) => `<Signature xmlns="${DSIG}"><SignedInfo>${empty("CanonicalizationMethod", C14N)}${empty("SignatureMethod", ED25519)}<Reference URI=""><Transforms>`
  + `${empty("Transform", DSIG + "enveloped-signature")}${empty("Transform", C14N)}</Transforms>${empty("DigestMethod", SHA256)}<DigestValue>${digest}</DigestValue></Reference></SignedInfo>`
  + `<SignatureValue>${value}</SignatureValue><KeyInfo><KeyName>${kid}</KeyName></KeyInfo></Signature>`;

const childElements = (node) => Array.from(node.childNodes).filter((n) => n.nodeType === 1);
const base64 = (text) => { // one spelling, without white space
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw new Error("not canonical base64");
  return bytes;
};

const isChar = (c) => [9, 10, 13].includes(c) || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);

// Tags as XML has them, which the parser does not insist on: a name and attributes in quotes.
const ATTRIBUTE = /[ \t\r\n]+([^\s\x85"'<>\/=]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')/g;
const TAG = new RegExp(`^(?:/[^\\s\\x85"'<>/=]+[ \\t\\r\\n]*|[^\\s\\x85"'<>/=]+(?:${ATTRIBUTE.source})*[ \\t\\r\\n]*/?)>`);

export function readXml(file) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file).replace(/^\uFEFF/, "");
  if (/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) throw new Error("a character that XML 1.0 has not");
  for (const [, hex, decimal] of text.matchAll(/&#(?:x([0-9A-Fa-f]+)|([0-9]+));/g)) if (!isChar(hex ? parseInt(hex, 16) : parseInt(decimal, 10))) throw new Error("a reference to a character that XML 1.0 has not");
  const body = text.replace(/^<\?xml version=("1\.0"|'1\.0')( encoding=("[uU][tT][fF]-8"|'[uU][tT][fF]-8'))?( standalone=("(yes|no)"|'(yes|no)'))? ?\?>/, "");
  if (/<[!?]/.test(body) || !/^[ \t\r\n]*</.test(body)) throw new Error("a comment, processing instruction, CDATA section, document type or another spelling of the declaration");
  if (!/>[ \t\r\n]*$/.test(body)) throw new Error("something after the end");
  if (/&(?!(amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)/.test(body)) throw new Error("not a reference of XML");
  let [depth, elements] = [0, 0]; // some parsers take minutes for what no license has
  for (const [, end, empty] of body.matchAll(/<(\/?)[^<>]*?(\/?)>/g)) {
    depth += end ? -1 : empty ? 0 : 1;
    if (depth > 6 || (!end && ++elements > 6500)) throw new Error("more than 6 levels or 6500 elements");
  }
  for (const part of body.split("<").slice(1)) {
    const tag = TAG.exec(part)?.[0];
    if (!tag || part.indexOf("]]>", tag.length) >= 0) throw new Error("not a tag and text of XML");
    const attributes = [...tag.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value.slice(1, -1)]);
    if (/^\/?[^ \t\r\n>]*:/.test(tag) || attributes.some(([name]) => name.includes(":"))) throw new Error("a prefix");
    if (attributes.filter(([name]) => name !== "xmlns").length > 1) throw new Error("two attributes");
    if (attributes.some(([name, value]) => name === "xmlns" && ![DSIG, LICENSE].includes(value))) throw new Error("a foreign namespace, or a known one in another spelling");
    if (attributes.some(([name, value]) => name !== "name" && value.includes("&"))) throw new Error("a reference in an attribute");
  }
  const fail = (level, message) => { throw new Error(`${level}: ${message}`); };
  const kept = (t) => t.replace(/[\x85\u2028]/g, (c) => `&#${c.charCodeAt(0)};`); // the parser would take them for line ends, as in XML 1.1
  return { text: kept(text), root: new DOMParser({ onError: fail, errorHandler: (level, message) => fail(level, message) }).parseFromString(kept(body), "text/xml").documentElement };
}

export function verifyXml(file, type, x) {
  const { text, root } = readXml(file);
  const expected = type === "lk-server-license+jwt" ? "License" : "SessionLicense";
  if (root.localName !== expected || root.namespaceURI !== LICENSE) throw new Error("another root element");
  const signature = childElements(root).at(-1);
  if (root.getElementsByTagNameNS(DSIG, "Signature").length !== 1 || signature.localName !== "Signature" || signature.namespaceURI !== DSIG) throw new Error("not one signature, as the last child");
  const [digest, value] = ["DigestValue", "SignatureValue"].map((name) => signature.getElementsByTagNameNS(DSIG, name)[0]?.textContent ?? "");
  const canonical = new ExclusiveCanonicalization().process(signature, {}).toString();
  if (canonical !== signatureOf(digest, value, thumbprint(x)) || base64(digest).length !== 32 || base64(value).length !== 64) throw new Error("not the one signature that is allowed");
  checkPoint(base64(value).subarray(0, 32));
  const signed = new SignedXml({ publicCert: publicKey(x) });
  signed.SignatureAlgorithms[ED25519] = Ed25519;
  signed.loadSignature(signature);
  if (!signed.checkSignature(text)) throw new Error("the signature or the digest does not fit");
  return signed.getSignedReferences()[0];
}

// --- the documents of a file, root first; one of XML carries those above it as a bundle
export function documents(file) {
  if (!/^(\uFEFF)?\s*</.test(file.toString("utf8"))) return JSON.parse(file.toString("utf8")).chain;
  const issuer = readXml(file).root.getElementsByTagNameNS(LICENSE, "IssuerLicense")[0];
  return [...(issuer ? JSON.parse(base64(issuer.textContent).toString("utf8")).chain : []), file];
}

// --- the vectors: a member of a case wins over that of its group
const folder = new URL("../vectors/", import.meta.url);
const cases = readdirSync(folder).filter((name) => name.endsWith(".json"))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")).groups ?? []).flatMap((group) => group.cases.map((c) => ({ ...group, ...c })));
const bytes = (piece) => typeof piece === "string" ? Buffer.from(piece, "base64url") : Buffer.concat(Array(piece.times).fill(Buffer.from(piece.repeat, "base64url")));
let [checked, wrong] = [0, 0];
for (const vector of cases.filter((c) => c.type === "file")) {
  for (const s of vector.signatures ?? []) {
    let valid = false, why = "";
    try {
      if (s.key === null) throw new Error("no key");
      const document = documents(Buffer.concat(vector.file.map(bytes)))[s.link];
      valid = !!(typeof document === "string" ? await verifyJws(document, s.type, s.key) : verifyXml(document, s.type, s.key));
    } catch (e) {
      why = e.message;
    }
    checked++;
    if (valid !== s.valid) wrong++, console.error(`${vector.id}, link ${s.link}: ${valid ? "valid" : `not valid (${why})`}, expected ${s.valid}`);
  }
}
for (const vector of cases.filter((c) => c.type === "public-key")) {
  let accepted = true;
  try { publicKey(vector.key); } catch { accepted = false; }
  checked++;
  if (accepted !== vector.accepted) wrong++, console.error(`${vector.id} (${vector.comment}): ${accepted}`);
}
for (const vector of cases.filter((c) => c.type === "message" && c.message in FORMS)) {
  let accepted = true, why = "";
  try { await readMessage(Buffer.concat(vector.document.map(bytes)).toString(), vector.message, vector.key); } catch (e) { [accepted, why] = [false, e.message]; }
  checked++;
  if (accepted !== vector.accepted) wrong++, console.error(`${vector.id} (${vector.comment}): ${accepted ? "accepted" : `refused, ${why}`}`);
}
console.log(`node ${process.version}: ${checked} verdicts, ${wrong} wrong`);
process.exit(wrong || !checked ? 1 : 0);
