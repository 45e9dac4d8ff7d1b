namespace LicenseKit.Tests.VectorFiles;

/// <summary>Server URLs at the edges of the pattern. Whether a host can be reached is no matter of the reader.</summary>
internal static class UrlFiles
{
    private static readonly string Label63 = new('a', 63);

    public static IEnumerable<VectorFile> All() => [.. Good(), .. Bad()];

    private static IEnumerable<VectorFile> Good() =>
        from url in new (string Name, string Text)[]
        {
            ("port-65535", "https://licenses.example:65535"), ("port-1", "https://licenses.example:1/"), ("ipv4", "https://10.0.255.1:8443"), ("ipv6", "https://[2001:db8::A:1]:8443/a"), ("ipv6-full", "https://[1:2:3:4:5:6:7:8]"),
            ("ipv6-any", "https://[::]"), ("label-63", $"https://{Label63}.example"), ("host-253", $"https://{Label63}.{Label63}.{Label63}.{new string('a', 61)}"), ("host-one-label", "https://licenses"),
            ("host-digits-in-front", "https://1.2.3.4.example"), ("host-upper-case", "https://Licenses.EXAMPLE"), ("host-punycode", "https://xn--bcher-kva.example"), ("path-symbols", "https://licenses.example/a-._~!$&'()*+,;=:@/%20%c3%BC//"),
            ("ipv4-256", "https://256.1.1.1/"),
            ("ipv4-leading-zero", "https://10.0.0.01/"),
            ("ipv4-three-parts", "https://10.0.1/"),
            ("ipv4-five-parts", "https://1.2.3.4.5"),
            ("ipv4-number", "https://2130706433"),
            ("ipv4-hex", "https://0x7f.0x1"),
            ("ipv4-hex-empty", "https://a.0x"),
            ("ipv4-dot", "https://10.0.0.1./"),
            ("ipv6-seven-groups", "https://[1:2:3:4:5:6:7]"),
            ("ipv6-nine-groups", "https://[1:2:3:4:5:6:7:8:9]"),
            ("ipv6-gap-of-none", "https://[1:2:3:4::5:6:7:8]"),
            ("ipv6-two-gaps", "https://[1::2::3]"),
            ("ipv6-colons", "https://[:::]"),
            ("ipv6-five-digits", "https://[12345::]"),
            ("ipv6-with-ipv4", "https://[::ffff:127.0.0.1]"),
            ("port-0", "https://licenses.example:0"),
            ("port-65536", "https://licenses.example:65536"),
            ("port-leading-zero", "https://licenses.example:0443"),
            ("label-64", $"https://a{Label63}.example"),
            ("label-empty", "https://licenses..example"),
            ("label-empty-first", "https://.example"),
            ("host-dot", "https://licenses.example."),
            ("label-hyphen-first", "https://-licenses.example"),
            ("label-hyphen-last", "https://licenses-.example"),
            ("path-percent", "https://licenses.example/%"),
            ("path-percent-short", "https://licenses.example/%2"),
            ("path-percent-other", "https://licenses.example/%zz"),
            ("localhost", "http://localhost"), ("loopback-ipv4", "http://127.0.0.1:5080/a"),
        }
        select new VectorFile("url-" + url.Name, $"The Server URL is {Shown(url.Name, url.Text)}.", Child(url.Text));

    private static IEnumerable<VectorFile> Bad() =>
        from url in new (string Name, string Text)[]
        {
            ("loopback-short", "http://127.1/"), ("loopback-hex", "http://0x7f000001/"), ("loopback-decimal", "http://2130706433/"), ("loopback-octal", "http://0177.0.0.1/"), ("loopback-name", "http://loopback/"),
            ("loopback-other", "http://127.0.0.2/"), ("loopback-dot", "http://localhost./"), ("loopback-upper-case", "http://LOCALHOST/"), ("loopback-ipv6-long", "http://[0:0:0:0:0:0:0:1]/"),
            ("scheme-upper-case", "HTTPS://licenses.example"), ("one-slash", "https:/licenses.example"), ("three-slashes", "https:///licenses.example"), ("scheme-relative", "//licenses.example"),
            ("ipv6-zone", "https://[fe80::1%25eth0]"), ("ipv6-open", "https://[::1"), ("ipv6-bare", "https://2001:db8::1"), ("ipv6-tail", "https://[::1]a"), ("ipv6-future", "https://[v1.a]"), ("ipv6-empty", "https://[]"),
            ("port-empty", "https://licenses.example:"), ("port-sign", "https://licenses.example:+443"), ("port-twice", "https://licenses.example:1:2"), ("port-only", "https://:443"),
            ("host-254", $"https://{Label63}.{Label63}.{Label63}.{new string('a', 62)}"),
            ("host-underscore", "https://license_server.example"), ("host-percent", "https://licenses%2eexample"), ("host-at", "https://@licenses.example"), ("host-star", "https://*.example"),
            ("path-angle", "https://licenses.example/<x>"), ("path-quote", "https://licenses.example/\"x\""),
            ("path-brace", "https://licenses.example/{x}"), ("path-bracket", "https://licenses.example/[x]"), ("path-caret", "https://licenses.example/^"), ("path-pipe", "https://licenses.example/|"), ("path-backtick", "https://licenses.example/`"), ("path-backslash", "https://licenses.example/a\\b"),
            ("space-before", " https://licenses.example"), ("space-after", "https://licenses.example "),
        }
        select new VectorFile("url-" + url.Name, $"The Server URL is {Shown(url.Name, url.Text)}.", Child(url.Text), FaultCode.BadUrl);

    private static byte[] Child(string url) => Some.Child(c => c with { ParentUrl = url }).Bundle();

    private static string Shown(string name, string url) => url.Length > 90 ? name : url;
}
