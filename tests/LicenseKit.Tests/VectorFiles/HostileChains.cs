using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Links that are good each for itself, but stand in the wrong place, under the wrong root or at the wrong installation.</summary>
internal static class HostileChains
{
    private static readonly Link Leaf = Some.Chain(4);
    private static readonly string[] D = [.. Leaf.Documents];

    public static IEnumerable<VectorFile> All() => [.. Order(), .. Names(), .. Masters(), .. Unique(), .. Roots(), .. Readers(), .. Generations()];

    private static IEnumerable<VectorFile> Order() =>
    [
        new("order-reversed", "The links in the other order.", Some.Bundle([.. D.Reverse()]), FaultCode.UntrustedRoot),
        new("order-no-master", "The Master is missing.", Some.Bundle(D[1..]), FaultCode.UntrustedRoot),
        new("order-swapped", "Two links in the middle swapped.", Some.Bundle(D[0], D[2], D[1], D[3]), FaultCode.WrongHeader),
        new("order-middle-missing", "A link in the middle is missing.", Some.Bundle(D[0], D[1], D[3]), FaultCode.WrongHeader),
        new("order-master-twice", "The Master twice.", Some.Bundle(D[0], D[0]), FaultCode.WrongHeader),
        new("order-link-twice", "A link twice.", Some.Bundle(D[0], D[1], D[1]), FaultCode.WrongHeader),
        new("graft-other-key", "Links below the Master of another customer.", Some.Bundle([Some.Master(c => c with { Id = "M2", Binding = new Binding.ToKey(Some.Key(50).PublicKey) }).Jws, .. D[1..]]), FaultCode.WrongHeader),
        new("graft-same-key", "Links below another Master license of the same key.", Some.Bundle([Some.Master(c => c with { Id = "M2" }).Jws, .. D[1..]]), FaultCode.WrongIssuer),
        new("child-by-root", "A child signed by the root key instead of its parent.", Some.Bundle(D[0], Some.Child().SignedBy(Some.Root).Jws), FaultCode.WrongHeader),
        new("child-by-former-key", "The parent has another key since; its child is signed by the former one.",
            Some.Bundle(Some.Master().Next(c => c with { Binding = new Binding.ToKey(Some.Key(50).PublicKey) }).Jws, D[1]), FaultCode.WrongHeader),
        new("child-by-grandparent", "A link signed by its grandparent.", Some.Bundle(D[0], D[1], Some.Chain(3).SignedBy(Some.Key(1)).Jws), FaultCode.WrongHeader),
    ];

    private static IEnumerable<VectorFile> Names() =>
    [
        new("issuer-other", "iss is not the id of the link above.", Some.Child(c => c with { Issuer = "other" }).Bundle(), FaultCode.WrongIssuer),
        new("parent-other", "parent.id is not the id of the link above.", Some.Child(c => c with { Parent = c.Parent! with { Id = "other" } }).Bundle(), FaultCode.WrongIssuer),
        new("parent-missing", "A link below a Master names no parent.", Some.Child(c => c with { Parent = null }).Bundle(), FaultCode.NotAMaster),
        new("parent-url-missing", "A link below a Master names no parentUrl.", Some.Child(c => c with { ParentUrl = null }).Bundle(), FaultCode.NotAMaster),
    ];

    private static IEnumerable<VectorFile> Masters() =>
    [
        new("master-issuer", "A Master whose iss is not the root key's thumbprint.", Some.Master(c => c with { Issuer = "L9" }).Bundle(), FaultCode.NotAMaster),
        new("master-parent", "A Master with a parent.", Some.Master(c => c with { Parent = Some.Child().Claims.Parent }).Bundle(), FaultCode.NotAMaster),
        new("master-parent-url", "A Master with a parentUrl.", Some.Master(c => c with { ParentUrl = "https://licenses.example" }).Bundle(), FaultCode.NotAMaster),
        new("master-contact", "A Master that pings.", Some.Master(c => c with { Contact = new Contact(1, 2) }).Bundle(), FaultCode.NotAMaster),
        new("master-unbound", "A Master that is bound to nobody.", Some.Master(c => c with { Binding = null }).Bundle(), FaultCode.NotAMaster),
        new("child-as-master", "A child signed by the root key, alone.", Some.Bundle(Some.Child().SignedBy(Some.Root).Jws), FaultCode.NotAMaster),
    ];

    private static IEnumerable<VectorFile> Unique() =>
    [
        new("id-of-parent", "A child with its parent's id.", Some.Child(c => c with { Id = "L0" }).Bundle(), FaultCode.NotUnique),
        new("id-loop", "An id that stands further up.", Some.Chain(3).Issue(c => c with { Id = "L1" }).Bundle(), FaultCode.NotUnique),
        new("key-of-parent", "A child held by its parent's key.", Some.Child(c => c with { Binding = new Binding.ToKey(Some.Key(1).PublicKey) }).Bundle(), FaultCode.NotUnique),
        new("key-loop", "A key that holds a link further up.", Some.Chain(3).Issue(c => c with { Binding = new Binding.ToKey(Some.Key(1).PublicKey) }).Bundle(), FaultCode.NotUnique),
        new("key-by-code", "A key that comes by License Code and holds the link above.",
            Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(1).PublicKey, Some.Product)) }).BundleWith(("L1", Some.Key(1).PublicKey)), FaultCode.NotUnique),
        new("key-code-of-parent", "A License Code of the key that holds the link above; no key is in the file.", Coded(Some.Key(1)).BundleWith(), FaultCode.NotUnique),
        new("key-code-of-parent-with-code", "A License Code of the key that holds the link above, which is bound by License Code too; only that key is in the file.",
            Coded(Some.Key(2)).Issue(c => c with { Binding = CodeOf(Some.Key(2)) }).BundleWith(("L1", Some.Key(2).PublicKey)), FaultCode.NotUnique),
        new("key-code-of-root", "A License Code of the root key; no key is in the file.", Coded(Some.Root).BundleWith(), FaultCode.NotUnique),
        new("key-code-of-other-root", "A License Code of another pinned root key; no key is in the file.", Coded(Some.Key(201)).BundleWith(), FaultCode.NotUnique) { Roots = ["root", "other-root"] },
        new("key-code-root-of-master", "A Master bound by License Code to the root key that signed it.", Some.Master(c => c with { Binding = CodeOf(Some.Root) }).BundleWith(), FaultCode.NotUnique),
        new("key-root", "A child held by the root key.", Some.Child(c => c with { Binding = new Binding.ToKey(Some.Root.PublicKey) }).Bundle(), FaultCode.NotUnique),
        new("key-root-of-master", "A Master held by the root key that signed it.", Some.Master(c => c with { Binding = new Binding.ToKey(Some.Root.PublicKey) }).Bundle(), FaultCode.NotUnique),
        new("key-other-root", "A child held by another pinned root key.", Some.Child(c => c with { Binding = new Binding.ToKey(Some.Key(201).PublicKey) }).Bundle(), FaultCode.NotUnique) { Roots = ["root", "other-root"] },
        new("issuer-unbound", "A link that is bound to nobody has issued another.", Some.Child(c => c with { Binding = null }).Issue().Bundle(), FaultCode.IssuerNotBound),
    ];

    private static Binding.ToCode CodeOf(SigningKey key) => new Binding.ToCode(LicenseCode.Of(key.PublicKey, Some.Product));

    private static Link Coded(SigningKey key) => Some.Child(c => c with { Binding = CodeOf(key) });

    private static IEnumerable<VectorFile> Roots()
    {
        var attacker = Some.Master(_ => { }, Some.Key(66), Some.Key(1));
        return
        [
            new("root-of-attacker", "A chain that is good under the attacker's own root key.", attacker.Issues().Bundle(), FaultCode.UntrustedRoot),
            new("root-other", "A good chain; another root key is pinned.", Leaf.Bundle(), FaultCode.UntrustedRoot) { Roots = ["other-root"] },
            new("root-of-attacker-names-ours", "A Master signed by the attacker that names our root key as issuer.", attacker.Saying(Some.Master().Payload).Bundle(), FaultCode.UntrustedRoot),
            new("root-before-period", "The root key is pinned from the second after the Master's iat.", Leaf.Bundle(), FaultCode.RootKeyPeriod) { Roots = ["root-from-next-second"] },
            new("root-after-period", "The root key is pinned until the second of the Master's iat.", Leaf.Bundle(), FaultCode.RootKeyPeriod) { Roots = ["root-until-then"] },
        ];
    }

    private static IEnumerable<VectorFile> Readers() =>
    [
        new("product-of-master", "Another product than the reader asks for.", Some.Master(c => c with { Product = "acme.other" }).Bundle(), FaultCode.WrongProduct),
        new("product-of-child", "A child for another product than its parent.", Some.Child(c => c with { Product = "acme.other" }).Bundle(), FaultCode.WrongProduct),
        new("product-of-child-any", "The same where the reader asks for no product.", Some.Child(c => c with { Product = "acme.other" }).Bundle(), FaultCode.WrongProduct) { Product = null },
        new("product-case", "The product in another case.", Some.Master(c => c with { Product = "Acme.Robot" }).Bundle(), FaultCode.WrongProduct),
        new("holder-other", "A license of another installation.", Leaf.Bundle(), FaultCode.BoundElsewhere) { Holder = "other" },
        new("holder-of-parent", "Read by the installation that holds the link above.", Leaf.Bundle(), FaultCode.BoundElsewhere) { Holder = "key-3" },
        new("holder-other-by-code", "A license of another installation, bound by License Code.",
            Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) }).Bundle(), FaultCode.BoundElsewhere) { Holder = "other" },
        new("prefix", "The parent's links alone, at the installation of the child: still good, but not its own.", Some.Bundle(D[..3]), FaultCode.BoundElsewhere) { Holder = "key-4" },
    ];

    private static IEnumerable<VectorFile> Generations()
    {
        var master = Some.Master(c => c with { Stages = [] });
        return
        [
            new("parent-older", "An older, richer parent above a child that was issued under a newer one (mix and match).", master.Next(c => c with { Seats = Some.Seats(1, 1, 1) }).Issue().Below(master).Bundle(), FaultCode.ParentOlder),
            new("parent-differs", "Another content of the parent's serial than the child recorded.", master.Issue().Below(Some.Master(c => c with { Stages = [], Client = "Acme Inc" })).Bundle(), FaultCode.ParentDiffers),
            new("parent-fewer-levels", "A newer parent that may no longer issue so many levels.", master.Issue().Below(master.Next(c => c with { Oem = 6 })).Bundle(), FaultCode.NotOem),
            new("grandparent-older", "An older version two links up.", master.Next().Issue().Issue().Below(master.Next().Issue().Below(master)).Bundle(), FaultCode.ParentOlder),
        ];
    }
}
