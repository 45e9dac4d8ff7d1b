using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Sessions;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Sessions;

public class LeaseVerifierTests
{
    private readonly TestWorld _world = new();
    private readonly VirtualServer _server;
    private readonly SessionLicense _license;
    private readonly LeaseClaims _good;

    public LeaseVerifierTests()
    {
        _server = _world.ChildOf(_world.Master());
        _license = _server.SessionLicense(_server.Issue(SessionDraft()));
        _good = LeaseClaims.Read(_server.Acquire("s", _license.Id).Value!.Document.Compact, _server.Key.PublicKey).Value!;
    }

    [Fact]
    public void A_lease_for_what_was_asked_proves_the_seat() => Assert.Null(Verify(_good));

    [Theory]
    [InlineData("product")]
    [InlineData("issuer")]
    [InlineData("license")]
    [InlineData("session")]
    [InlineData("kind")]
    [InlineData("nonce")]
    [InlineData("too long")]
    [InlineData("too short")]
    public void One_wrong_word_and_it_proves_nothing(string word) => Assert.Equal(FaultCode.LeaseRefused, Verify(word switch
    {
        "product" => _good with { Product = "other" },
        "issuer" => _good with { Issuer = "other" },
        "license" => _good with { License = "other" },
        "session" => _good with { Session = SessionIdOf("other").ToString() },
        "kind" => _good with { Kind = "execution" },
        "nonce" => _good with { Nonce = "nonce-of-an-older-reqA" },
        "too long" => _good with { Expires = Start + (366 * Day) },
        _ => _good with { Expires = _good.IssuedAt },
    }));

    [Fact]
    public void Nor_does_one_that_another_key_signed() =>
        Assert.Equal(FaultCode.WrongHeader, Verify(_server.Chain.ToBundle(), _good.Sign(Key(99))));

    [Fact]
    public void Nor_one_whose_bytes_were_changed()
    {
        var lease = _good.Sign(_server.Key);
        var last = lease.LastIndexOf('.');
        Assert.Equal(FaultCode.BadSignature, Verify(_server.Chain.ToBundle(), lease[..(last + 5)] + (lease[last + 5] == 'A' ? 'B' : 'A') + lease[(last + 6)..]));
    }

    [Fact]
    public void Nor_one_below_another_root()
    {
        var claims = MasterClaims(_server.Key);
        var file = Bundle.Write([ServerLicenseWriter.Sign(claims with { Issuer = Key(98).PublicKey.Thumbprint }, Key(98))], []);
        Assert.Equal(FaultCode.UntrustedRoot, Verify(file, _good.Sign(_server.Key)));
    }

    [Fact]
    public void Nor_one_from_another_server_of_the_same_vendor()
    {
        var other = _world.NewServer();
        var file = Bundle.Write([ServerLicenseWriter.Sign(MasterClaims(other.Key) with { Id = "other" }, Root)], []);
        Assert.Equal(FaultCode.LeaseRefused, Verify(file, (_good with { Issuer = "other" }).Sign(other.Key)));
    }

    [Fact]
    public void A_chain_is_judged_at_the_time_of_the_lease()
    {
        Assert.Equal(FaultCode.NotYetValid, Verify(_good with { IssuedAt = Start - 1 }));
        Assert.Equal(FaultCode.Expired, Verify(_good with { IssuedAt = Start + (366 * Day), Expires = Start + (366 * Day) + 1 }));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, FaultCode.LeaseRefused)]
    public void A_lease_ends_no_later_than_an_offline_link_does(long beyond, FaultCode? expected)
    {
        var master = _world.Master();
        var island = _world.NewServer();
        var id = master.Issue(Draft("Island", change: d => (d.SuppressPings, d.LicenseCode) = (true, LicenseKit.Signing.LicenseCode.Of(island.Key.PublicKey, Product).ToString())));
        Reissue(master, c => c with { MaxOffline = 5 * Day });
        island.Take(master.FileOf(id));
        var license = island.SessionLicense(island.Issue(SessionDraft(change: d => d.Duration = "P1D")));
        var lease = _good with { Issuer = id, License = license.Id, Expires = Start + (5 * Day) + beyond };
        Assert.Equal(expected, island.Leases.Verify(island.Chain.ToBundle(island.Key.PublicKey), lease.Sign(island.Key), license, SessionIdOf("s").ToString(), "developer", "nonce-of-the-request-A").Fault?.Code);
    }

    [Fact]
    public void A_suspended_server_proves_nothing()
    {
        var master = _world.Master(c => c with { State = LicenseState.Suspended });
        Assert.Equal(FaultCode.Suspended, Verify(master.Chain.ToBundle(), (_good with { Issuer = "master" }).Sign(master.Key)));
    }

    [Fact]
    public void A_server_that_is_not_activated_signs_no_lease()
    {
        var master = _world.Master();
        var file = master.FileOf(master.Issue(Draft("Other")));
        Assert.Equal(FaultCode.LeaseRefused, Verify(file, _good.Sign(_server.Key)));
    }

    private FaultCode? Verify(LeaseClaims lease) => Verify(_server.Chain.ToBundle(), lease.Sign(_server.Key));

    private FaultCode? Verify(byte[] chain, string lease) => _server.Leases.Verify(chain, lease, _license, SessionIdOf("s").ToString(), "developer", "nonce-of-the-request-A").Fault?.Code;
}
