// Without LicenseKit.Xml.
Files.Judge(new LicenseKit.Chains.Verifier("acme.robot", LicenseKit.Signing.RootKey.Parse(args[0])), args.AsSpan(1));
