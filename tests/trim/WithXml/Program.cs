using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Xml;

Files.Judge(new Verifier("acme.robot", RootKey.Parse(args[0])).Accept(XmlLicenses.Format), args.AsSpan(1));
