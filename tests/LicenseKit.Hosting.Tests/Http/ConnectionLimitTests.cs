using LicenseKit.AspNetCore;

namespace LicenseKit.Hosting.Tests.Http;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData(256L, 64)]
    [InlineData(1024L, 768)]
    [InlineData(4096L, 3584)]
    [InlineData(1_048_576L, 65_536)]
    [InlineData(long.MaxValue, 65_536)]
    [InlineData(null, 65_280)]
    public void Connections_leave_descriptors_for_files_and_the_database(long? descriptors, long connections) => Assert.Equal(connections, ConnectionLimit.Of(descriptors));

    [Theory]
    [InlineData("Max open files            4096                 1048576              files     ", 4096L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             63448                63448                processes ", null)]
    public void The_limit_is_read_from_the_kernel(string line, long? limit) => Assert.Equal(limit, OpenFiles.Read(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
