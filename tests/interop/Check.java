import java.io.*;
import java.math.BigInteger;
import java.nio.charset.*;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import java.util.regex.*;
import javax.xml.XMLConstants;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.*;
import org.w3c.dom.*;

/** Java 17.0.11 or later, nothing else: JWS with Signature, XML with javax.xml.crypto.dsig. Reads lines of `signatures.py`; paste what you need into a portal. */
public class Check {
    // --- keys: canonical, and not of small order (libraries disagree about signatures under such keys)
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final Set<BigInteger> SMALL = Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE),
        new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16),
        new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16));

    static BigInteger checkPoint(byte[] raw) throws Exception {
        byte[] reversed = raw.clone();
        for (int i = 0; i < raw.length; i++) reversed[i] = raw[raw.length - 1 - i];
        BigInteger y = new BigInteger(1, reversed).clearBit(255);
        require(raw.length == 32 && y.compareTo(P) < 0 && !SMALL.contains(y), "a point that is not canonical, or of small order");
        return y;
    }

    static PublicKey publicKey(String x) throws Exception {
        byte[] raw = unbase64url(x);
        BigInteger y = checkPoint(raw);
        return KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint((raw[31] & 0x80) != 0, y)));
    }

    static String thumbprint(String x) throws Exception {
        return base64url(MessageDigest.getInstance("SHA-256").digest(("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}").getBytes(StandardCharsets.US_ASCII)));
    }

    // --- JWS: build the only header that key and type allow, and compare; then verify
    static byte[] verifyJws(String jws, String type, String x) throws Exception {
        String[] part = jws.split("\\.", -1);
        require(part.length == 3, "not three parts");
        boolean allowed = false;
        for (String alg : List.of("EdDSA", "Ed25519"))
            allowed |= part[0].equals(base64url(("{\"alg\":\"" + alg + "\",\"kid\":\"" + thumbprint(x) + "\",\"typ\":\"" + type + "\"}").getBytes(StandardCharsets.US_ASCII)));
        require(allowed, "not the header that key and type allow");
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(publicKey(x));
        ed25519.update((part[0] + "." + part[1]).getBytes(StandardCharsets.US_ASCII));
        byte[] signature = unbase64url(part[2]);
        require(signature.length == 64 && ed25519.verify(signature), "the signature does not fit");
        checkPoint(Arrays.copyOf(signature, 32)); // Java accepts the neutral point as R
        return unbase64url(part[1]);
    }

    // --- XML: the closed form of the signature first, then javax.xml.crypto.dsig with the key of the chain
    static final String DSIG = "http://www.w3.org/2000/09/xmldsig#", C14N = "http://www.w3.org/2001/10/xml-exc-c14n#", LICENSE = "urn:licensekit:license:1";
    static final String SIGNATURE = "<Signature><SignedInfo><CanonicalizationMethod Algorithm=" + C14N + "></CanonicalizationMethod>"
        + "<SignatureMethod Algorithm=http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519></SignatureMethod><Reference URI=><Transforms>"
        + "<Transform Algorithm=" + DSIG + "enveloped-signature></Transform><Transform Algorithm=" + C14N + "></Transform></Transforms>"
        + "<DigestMethod Algorithm=http://www.w3.org/2001/04/xmlenc#sha256></DigestMethod><DigestValue>%s</DigestValue></Reference></SignedInfo>"
        + "<SignatureValue>%s</SignatureValue><KeyInfo><KeyName>%s</KeyName></KeyInfo></Signature>";

    static Element readXml(byte[] file) throws Exception {
        String text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(file)).toString();
        require(!Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]").matcher(text).find(), "a character that XML 1.0 has not");
        String body = text.replaceFirst("^\\uFEFF", "")
            .replaceFirst("^<\\?xml version=(\"1\\.0\"|'1\\.0')( encoding=(\"[uU][tT][fF]-8\"|'[uU][tT][fF]-8'))?( standalone=(\"(yes|no)\"|'(yes|no)'))? ?\\?>", "");
        require(!body.contains("<!") && !body.contains("<?") && Pattern.compile("^[ \t\r\n]*<").matcher(body).find(), "a comment, processing instruction, CDATA section, document type or another spelling of the declaration");
        for (String tag : body.split("<")) { // attributes as they are written; what a parser gives is no longer that
            Matcher attribute = Pattern.compile("\\G[^\\s>]*\\s+([^\\s=>]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')").matcher(tag);
            for (int own = 0; attribute.find();) {
                String name = attribute.group(1), value = attribute.group(2).substring(1, attribute.group(2).length() - 1);
                require(!name.contains(":") && (name.equals("xmlns") || ++own == 1), "a prefix, or two attributes");
                require(!name.equals("xmlns") || value.equals(DSIG) || value.equals(LICENSE), "a foreign namespace, or a known one in another spelling");
                require(name.equals("name") || !value.contains("&"), "a reference in an attribute");
            }
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
    }

    static boolean verifyXml(byte[] file, String type, String x) throws Exception {
        Element root = readXml(file);
        require(LICENSE.equals(root.getNamespaceURI()) && root.getLocalName().equals(type.equals("lk-server-license+jwt") ? "License" : "SessionLicense"), "another root element");
        List<Element> children = children(root);
        Element signature = children.get(children.size() - 1);
        require(isDsig(signature, "Signature") && root.getElementsByTagNameNS(DSIG, "Signature").getLength() == 1, "not one signature, as the last child");
        String digest = textOf(signature, "DigestValue"), value = textOf(signature, "SignatureValue");
        require(outline(signature).equals(String.format(SIGNATURE, digest, value, thumbprint(x))) && unbase64(digest).length == 32 && unbase64(value).length == 64, "not the one signature that is allowed");
        checkPoint(Arrays.copyOf(unbase64(value), 32));
        return XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(new DOMValidateContext(publicKey(x), signature)).validate(new DOMValidateContext(publicKey(x), signature));
    }

    /** Names as they are written, attributes and texts in document order: the signature has one form. */
    static String outline(Element element) throws Exception {
        require(DSIG.equals(element.getNamespaceURI()), "an element of another namespace in the signature");
        StringBuilder text = new StringBuilder("<" + element.getNodeName() + attributes(element).stream().map(a -> " " + a).collect(java.util.stream.Collectors.joining()) + ">");
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) text.append(node instanceof Element child ? outline(child) : node.getNodeValue());
        return text.append("</" + element.getNodeName() + ">").toString();
    }

    static String textOf(Element signature, String name) {
        NodeList found = signature.getElementsByTagNameNS(DSIG, name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    static List<String> attributes(Element element) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node a = element.getAttributes().item(i);
            if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(a.getNamespaceURI())) all.add(a.getNodeName() + "=" + a.getNodeValue());
        }
        return all;
    }

    static List<Element> children(Element element) {
        List<Element> all = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) if (node instanceof Element child) all.add(child);
        return all;
    }

    static boolean isDsig(Element element, String name) { return DSIG.equals(element.getNamespaceURI()) && name.equals(element.getLocalName()); }

    /** The documents of a file, root first; one in XML carries those above it as a bundle. */
    static List<byte[]> documents(byte[] file) throws Exception {
        if (!new String(file, StandardCharsets.UTF_8).replaceFirst("^\\uFEFF", "").stripLeading().startsWith("<")) return bundle(file);
        NodeList issuer = readXml(file).getElementsByTagNameNS(LICENSE, "IssuerLicense");
        List<byte[]> all = issuer.getLength() == 0 ? new ArrayList<>() : bundle(unbase64(issuer.item(0).getTextContent()));
        all.add(file);
        return all;
    }

    static List<byte[]> bundle(byte[] file) throws Exception {
        String text = new String(file, StandardCharsets.UTF_8);
        require(text.startsWith("{"), "not a bundle");
        List<byte[]> all = new ArrayList<>();
        for (Matcher link = Pattern.compile("\"[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"").matcher(text); link.find();) all.add(link.group().replace("\"", "").getBytes(StandardCharsets.US_ASCII));
        return all;
    }

    /** Link 0 is the root. */
    static Object document(byte[] file, int link) throws Exception {
        byte[] found = documents(file).get(link);
        return isJws(found) ? new String(found, StandardCharsets.US_ASCII) : found;
    }

    static boolean isJws(byte[] document) { return document.length > 3 && document[0] == 'e' && document[1] == 'y'; }

    static String base64url(byte[] raw) { return Base64.getUrlEncoder().withoutPadding().encodeToString(raw); }

    static byte[] unbase64url(String text) throws Exception {
        byte[] raw = Base64.getUrlDecoder().decode(text);
        require(base64url(raw).equals(text), "not canonical base64url");
        return raw;
    }

    /** One spelling, without white space. */
    static byte[] unbase64(String text) throws Exception {
        byte[] raw = Base64.getDecoder().decode(text);
        require(Base64.getEncoder().encodeToString(raw).equals(text), "not canonical base64");
        return raw;
    }

    static void require(boolean good, String what) throws SignatureException { if (!good) throw new SignatureException(what); }

    // --- the vectors
    public static void main(String[] args) throws Exception {
        int checked = 0, wrong = 0;
        for (String line : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
            String[] v = line.split("\t", -1); // id, format, link, type, key, expected, document
            boolean valid = false;
            String why = "";
            try {
                require(!v[4].equals("-"), "no key");
                Object document = v[1].equals("jws") ? v[6] : document(Base64.getDecoder().decode(v[6]), Integer.parseInt(v[2]));
                valid = document instanceof String jws ? verifyJws(jws, v[3], v[4]) != null : verifyXml((byte[]) document, v[3], v[4]);
            } catch (Exception e) {
                why = e.toString();
            }
            checked++;
            if (valid != Boolean.parseBoolean(v[5])) {
                wrong++;
                System.err.println(v[0] + ", link " + v[2] + ": " + (valid ? "valid" : "not valid (" + why + ")") + ", expected " + v[5]);
            }
        }
        System.out.println("java " + Runtime.version() + ": " + checked + " verdicts, " + wrong + " wrong");
        System.exit(wrong > 0 || checked == 0 ? 1 : 0);
    }
}
