using System.Net;
using LicenseKit.Hosting.Front;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Front;

public sealed class UnprovenWorkTests
{
    private const int Cores = 4; // A quarter is one core.

    private static readonly Origin Office = Origin.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly Origin Stranger = Origin.Of(IPAddress.Parse("198.51.100.7"));
    private static readonly LicenseFault Forged = new(FaultCode.BadPing, "It is forged.", "Do not.");

    private readonly FakeTimeProvider _clock = new();
    private readonly UnprovenWork _work;

    public UnprovenWorkTests() => _work = new UnprovenWork(_clock, Cores);

    [Fact]
    public void Ten_thousand_at_once_and_a_hundred_a_second_from_one_origin_and_the_others_are_not_affected()
    {
        Assert.Equal(10_000, Taken(Stranger, 20_000));
        Assert.Equal(FaultCode.TooManyRequests, _work.Refuse(Stranger)!.Code);
        Assert.Null(_work.Refuse(Office));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(100, Taken(Stranger, 1000));
    }

    [Fact]
    public void What_is_proven_is_charged_to_nobody()
    {
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Null(Prove(Office, TimeSpan.FromMilliseconds(1)).Fault);
        }

        Assert.Null(_work.Refuse(Office));
        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void A_quarter_of_the_cores_is_all_that_is_spent_and_half_of_it_is_kept_for_who_has_proven_something()
    {
        Prove(Office, TimeSpan.Zero);
        Forge(Stranger, TimeSpan.FromSeconds(1.1));

        Assert.Equal(FaultCode.ServerBusy, _work.Refuse(Stranger)!.Code);
        Assert.Null(_work.Refuse(Office));

        Forge(Office, TimeSpan.FromSeconds(2.1));
        Assert.Equal(FaultCode.ServerBusy, _work.Refuse(Office)!.Code);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void Behind_one_address_with_an_attacker_a_child_is_served_while_there_is_room()
    {
        Prove(Office, TimeSpan.Zero);
        Taken(Office, 20_000);

        Assert.Null(_work.Refuse(Office));
        Assert.Null(Prove(Office, TimeSpan.Zero).Fault);
    }

    [Fact]
    public void More_origins_than_are_counted_share_one_rate_and_those_that_are_known_keep_theirs()
    {
        Prove(Office, TimeSpan.Zero);
        for (var i = 0; i < 200_000; i++)
        {
            Forge(Origin.Of(new IPAddress([10, (byte)(i >> 16), (byte)((i >> 8) & 255), (byte)(i & 255)])), TimeSpan.Zero);
        }

        Assert.Equal(FaultCode.TooManyRequests, _work.Refuse(Stranger)!.Code);
        Assert.Null(_work.Refuse(Office));

        _clock.Advance(TimeSpan.FromMinutes(10)); // The rates of all of them are whole again, so nothing needs to be known of them.

        Assert.Equal(10_000, Taken(Stranger, 20_000));
    }

    private int Taken(Origin from, int calls) => Enumerable.Range(0, calls).Count(_ => Forge(from, TimeSpan.Zero));

    /// <summary>True when it was looked at.</summary>
    private bool Forge(Origin from, TimeSpan takes)
    {
        var looked = false;
        _work.Do<string>(from, () =>
        {
            looked = true;
            _clock.Advance(takes);
            return Forged;
        });
        return looked;
    }

    private Outcome<string> Prove(Origin from, TimeSpan takes) => _work.Do<string>(from, () =>
    {
        _clock.Advance(takes);
        return "proven";
    });
}
