using System.Text.Json;
using LicenseKit.Hosting.Wire;

namespace LicenseKit.Hosting.Tests.Wire;

public sealed class LeftOutMembersTests
{
    [Fact]
    public void A_pong_comes_without_a_bundle_to_a_child_that_has_the_newest() =>
        Assert.Null(JsonSerializer.Deserialize("""{"pong":"a.b.c"}""", WireJson.Default.PongMessage)!.Bundle);

    [Fact]
    public void A_lease_comes_without_keys_when_no_link_is_bound_by_code() =>
        Assert.Null(JsonSerializer.Deserialize("""{"lease":"a.b.c","chain":["a.b.c"],"renewWithin":300,"standing":"good"}""", WireJson.Default.LeaseMessage)!.Keys);

    [Fact]
    public void A_lease_without_a_lease_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"chain":["a.b.c"],"renewWithin":300,"standing":"good"}""", WireJson.Default.LeaseMessage));

    [Fact]
    public void A_problem_that_is_about_no_link_is_read() =>
        Assert.Equal("LK6007", JsonSerializer.Deserialize("""{"status":410,"code":"LK6007","detail":"over","remedy":"again"}""", WireJson.Default.ProblemMessage)!.Code);
}
