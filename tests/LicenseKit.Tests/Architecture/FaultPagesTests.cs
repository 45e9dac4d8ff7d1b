using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>Whoever meets a fault code finds it explained, once.</summary>
public sealed class FaultPagesTests
{
    private static readonly string[] Headings =
    [
        .. File.ReadAllLines(Path.Combine(Repo.Root, "docs", "faults.md")).Where(line => Regex.IsMatch(line, "^#+ LK[0-9]{4}")),
    ];

    private static readonly string[] Codes =
    [
        .. Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None).Select(code => $"### {code.Text()} {code}"),
    ];

    [Fact]
    public void Every_fault_code_has_a_heading() => Offenders.AssertNone(Codes.Except(Headings));

    [Fact]
    public void Every_heading_is_of_a_fault_code() => Offenders.AssertNone(Headings.Except(Codes));

    [Fact]
    public void No_fault_code_is_explained_twice() => Assert.Equal(Headings.Distinct(), Headings);

    [Fact]
    public void The_faults_stand_in_the_order_of_their_numbers() => Assert.Equal(Headings.Order(StringComparer.Ordinal), Headings);
}
