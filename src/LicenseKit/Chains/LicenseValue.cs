using System.Globalization;
using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>The value of one field of a license: a text, count, number, duration, instant, feature or stage. <see cref="object.ToString"/> is its form for people.</summary>
/// <remarks>Values of one kind are equal when their forms for people are.</remarks>
[JsonConverter(typeof(LicenseValueJsonConverter))]
public abstract class LicenseValue : IEquatable<LicenseValue>
{
    private protected LicenseValue()
    {
    }

    /// <inheritdoc/>
    public bool Equals(LicenseValue? other) => other?.GetType() == GetType() && other.ToString() == ToString();

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as LicenseValue);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>A name, id, address, state or other text.</summary>
    public sealed class OfText(string value) : LicenseValue
    {
        /// <summary>The text.</summary>
        public string Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Value;
    }

    /// <summary>A count that may be unlimited.</summary>
    public sealed class OfCount(long value) : LicenseValue
    {
        /// <summary>The count; may be <see cref="Limit.Unlimited"/>.</summary>
        public long Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Seats.Text(Value);
    }

    /// <summary>A number that is never unlimited, such as a serial.</summary>
    public sealed class OfNumber(long value) : LicenseValue
    {
        /// <summary>The number.</summary>
        public long Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A duration.</summary>
    public sealed class OfDuration(long seconds) : LicenseValue
    {
        /// <summary>Seconds; may be <see cref="Limit.Unlimited"/>.</summary>
        public long Seconds { get; } = seconds;

        /// <inheritdoc/>
        public override string ToString() => Shown.Duration(Seconds);
    }

    /// <summary>An instant; the end of the year 9999 means perpetual.</summary>
    public sealed class OfInstant(DateTimeOffset value) : LicenseValue
    {
        /// <summary>The instant.</summary>
        public DateTimeOffset Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Shown.End(UnixTime.Of(Value));
    }

    /// <summary>A feature.</summary>
    public sealed class OfFeature(Feature value) : LicenseValue
    {
        /// <summary>The feature.</summary>
        public Feature Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => Shown.Feature(Value);
    }

    /// <summary>A stage.</summary>
    public sealed class OfStage(Stage value) : LicenseValue
    {
        /// <summary>The stage.</summary>
        public Stage Value { get; } = value;

        /// <inheritdoc/>
        public override string ToString() => $"{Shown.Period(Value)}: {Value.Seats}";
    }
}
