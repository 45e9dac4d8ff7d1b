using LicenseKit.Licenses;

namespace LicenseKit.Fuzz.Judging;

/// <summary>The objects of the library say what the bytes say.</summary>
internal static class Says
{
    public static void Same(Facts facts, ServerLicense license)
    {
        Equal(facts.Id, license.Id);
        Equal(facts.Product, license.Product);
        Equal(facts.Client, license.Client);
        Equal(facts.Serial, license.Serial);
        Equal(facts.IssuedAt, license.IssuedAt.ToUnixTimeSeconds());
        Equal(facts.NotBefore, license.NotBefore.ToUnixTimeSeconds());
        Equal(facts.Expires, license.Expires.ToUnixTimeSeconds());
        Equal(facts.Grace, (long)license.Grace.TotalSeconds);
        Equal(facts.MaxDuration, Limit.ToWire(license.MaxDuration));
        Equal(facts.MaxLicenses, Limit.ToWire(license.MaxLicenses));
        Equal(facts.MaxLease, Limit.ToWire(license.MaxLease));
        Equal(facts.MaxOffline, Limit.ToWire(license.MaxOffline));
        Equal(facts.Oem, license.Oem);
        Equal(facts.Silence, license.Contact?.Silence);
        Equal(facts.State, license.State switch { LicenseState.Active => "active", LicenseState.Suspended => "suspended", _ => "revoked" });
        Equal(facts.Mildness, license.Overage switch { { Mode: OverageMode.End } => 0, { Mode: OverageMode.Deadline, Seconds: var seconds } => 1 + seconds, _ => long.MaxValue });
        Equal(facts.KeyX, (license.Binding as Binding.ToKey)?.Key.X);
        Equal(facts.Code, (license.Binding as Binding.ToCode)?.Code.ToString());
        Equal(facts.ContentHash, license.ContentHash);
        Same(facts.Seats, license.Seats);
        Equal(facts.Stages.Length, license.Stages.Count);
        for (var i = 0; i < facts.Stages.Length; i++)
        {
            Equal(facts.Stages[i].From, license.Stages[i].From.ToUnixTimeSeconds());
            Equal(facts.Stages[i].To, license.Stages[i].To.ToUnixTimeSeconds());
            Same(facts.Stages[i].Seats, license.Stages[i].Seats);
        }

        Equal(facts.Features.Count, license.Features.Count);
        foreach (var (name, feature) in license.Features)
        {
            Equal(facts.Features[name], (feature.Until, feature.Limit is { } limit ? Limit.ToWire(limit) : null));
        }
    }

    public static void Same(Facts facts, SessionLicense license)
    {
        Equal(facts.Id, license.Id);
        Equal(facts.Issuer, license.Issuer);
        Equal(facts.Client, license.Client);
        Equal(facts.Serial, license.Serial);
        Equal(facts.Allocation, license.Allocation == Allocation.Reserved ? "reserved" : "shared");
        Equal(facts.NotBefore, license.NotBefore.ToUnixTimeSeconds());
        Equal(facts.Expires, license.Expires.ToUnixTimeSeconds());
        Equal(facts.MaxLease, Limit.ToWire(license.MaxLease));
        Same(facts.Seats, license.Seats);
    }

    private static void Same(SeatCount facts, Seats seats)
    {
        Equal(facts.Generic, Limit.ToWire(seats.Generic));
        Equal(facts.Kinds.Count, seats.Kinds.Count);
        foreach (var (kind, count) in facts.Kinds)
        {
            Equal(count, Limit.ToWire(seats[kind]));
        }
    }

    private static void Equal<T>(T signed, T said)
    {
        if (!EqualityComparer<T>.Default.Equals(signed, said))
        {
            throw new Violation($"'{signed}' was signed, '{said}' was read.");
        }
    }
}
