using LicenseKit.Hosting.Telemetry;
using System.Net;
using LicenseKit.Hosting.Front;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Front;

public sealed class UnprovenWorkTests
{
    private const int Cores = 4; // A quarter is one core.

    private static readonly Origin Office = Origin.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly Origin Stranger = Origin.Of(IPAddress.Parse("198.51.100.7"));
    private static readonly LicenseFault Forged = new(FaultCode.WrongHeader, "It is forged.", "Do not.");

    private readonly FakeTimeProvider _clock = new();
    private readonly UnprovenWork _work;

    public UnprovenWorkTests() => _work = new UnprovenWork(_clock, Cores, new Instruments());

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
    public void What_passes_is_charged_to_nobody()
    {
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Null(Pass(Office, TimeSpan.FromMilliseconds(1)).Fault);
        }

        Assert.Null(_work.Refuse(Office));
        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void A_quarter_of_the_cores_is_all_that_is_spent_and_half_of_it_is_kept_for_who_has_proven_something()
    {
        _work.Proven(Office);
        var sent = Exhaust(i => Address(i % 100), left: 0.5); // A hundred origins: none of them is above its own rate.

        Assert.InRange(sent, 99, 101); // A second of 10 ms each.
        Assert.Equal(FaultCode.ServerBusy, _work.Refuse(Stranger)!.Code);
        Assert.Null(_work.Refuse(Office));

        Exhaust(i => Prove(Address(i % 100)), left: 0);
        Assert.Equal(FaultCode.ServerBusy, _work.Refuse(Office)!.Code);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void One_origin_uses_a_quarter_of_that_whatever_it_has_proven_and_leaves_strangers_room()
    {
        _work.Proven(Office);
        var calls = Enumerable.Range(0, 10_000).Count(_ => Forge(Office, TimeSpan.FromMilliseconds(10), isTimeless: true));

        Assert.InRange(calls, 49, 51); // Half a second of two.
        Assert.Equal(FaultCode.TooManyRequests, _work.Refuse(Office)!.Code);
        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void A_process_that_was_stopped_owes_nobody_for_it()
    {
        for (var i = 0; i < 10; i++)
        {
            Forge(Address(i), TimeSpan.FromMinutes(10), isTimeless: true);
        }

        Assert.Null(_work.Refuse(Stranger));
    }

    [Fact]
    public void Behind_one_address_with_an_attacker_a_child_is_served_while_there_is_room()
    {
        _work.Proven(Office);
        Taken(Office, 20_000);

        Assert.Null(_work.Refuse(Office));
        Assert.Null(Pass(Office, TimeSpan.Zero).Fault);

        _clock.Advance(TimeSpan.FromDays(1)); // Nothing was proven since.
        Taken(Office, 20_000);

        Assert.Equal(FaultCode.TooManyRequests, _work.Refuse(Office)!.Code);
    }

    [Fact]
    public void More_origins_than_are_counted_share_one_rate_and_those_that_are_known_keep_theirs()
    {
        for (var i = 0; i < 200_000; i++)
        {
            Forge(Address(i), TimeSpan.Zero);
        }

        Assert.Equal(FaultCode.TooManyRequests, _work.Refuse(Stranger)!.Code);
        Assert.Null(_work.Refuse(Address(1)));

        _clock.Advance(TimeSpan.FromMinutes(10)); // The rates of all of them are whole again, so nothing needs to be known of them.

        Assert.Equal(10_000, Taken(Stranger, 20_000));
    }

    [Fact]
    public void Origins_that_have_proven_something_fill_no_table_for_good()
    {
        for (var i = 0; i < 200_000; i++)
        {
            _work.Proven(Address(i));
        }

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(10_000, Taken(Stranger, 20_000));
    }

    private static Origin Address(int number) => Origin.Of(new IPAddress([10, (byte)(number >> 16), (byte)((number >> 8) & 255), (byte)(number & 255)]));

    private Origin Prove(Origin from)
    {
        _work.Proven(from);
        return from;
    }

    /// <summary>Forges at 10 ms each until it is refused; how often it was not.</summary>
    private int Exhaust(Func<int, Origin> from, double left)
    {
        var sent = 0;
        while (Forge(from(sent), TimeSpan.FromMilliseconds(10), isTimeless: true))
        {
            Assert.True(++sent < 1000, $"more than {left} of the time is spent");
        }

        return sent;
    }

    private int Taken(Origin from, int calls) => Enumerable.Range(0, calls).Count(_ => Forge(from, TimeSpan.Zero));

    /// <summary>True when it was looked at; the time that it takes passes unless the clock stands still.</summary>
    private bool Forge(Origin from, TimeSpan takes, bool isTimeless = false)
    {
        var looked = false;
        _work.Check<string>(from, () =>
        {
            looked = true;
            return Forged;
        });
        if (looked && isTimeless)
        {
            _work.Charge(from, _work.Start() - (long)(_clock.TimestampFrequency * takes.TotalSeconds));
        }

        return looked;
    }

    private Outcome<string> Pass(Origin from, TimeSpan takes) => _work.Check<string>(from, () =>
    {
        _clock.Advance(takes);
        return "good";
    });
}
