using System.Globalization;
using LicenseKit.Hosting.Files;

namespace LicenseKit.Hosting.Tests.Start;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void A_second_process_is_refused_with_the_first_one_named()
    {
        using var first = DataFolder.Open(_temp.In("data"), Acme.Product);

        var fault = Refused("data");

        Assert.Equal(FaultCode.DataFolderInUse, fault.Code);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_closed_opens_with_the_same_key()
    {
        var key = Acme.KeyOf(_temp.In("data"));

        Assert.Equal(key, Acme.KeyOf(_temp.In("data")));
    }

    [Fact]
    public void A_file_in_its_place_cannot_be_used()
    {
        _temp.Write("data", [1]);

        Assert.Equal(FaultCode.DataFolder, Refused("data").Code);
    }

    [Fact]
    public void A_folder_in_which_nothing_can_be_written_cannot_be_used()
    {
        Directory.CreateDirectory(_temp.In("data", "licensekit.lock"));

        Assert.Equal(FaultCode.DataFolder, Refused("data").Code);
    }

    [Fact]
    public void A_process_id_that_cannot_be_written_is_no_other_process_and_leaves_no_lock()
    {
        Directory.CreateDirectory(_temp.In("data", "licensekit.lock.pid"));
        Assert.Equal(FaultCode.DataFolder, Refused("data").Code);
        Directory.Delete(_temp.In("data", "licensekit.lock.pid"));

        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product);

        Assert.NotNull(folder.Key);
    }

    [Fact]
    public void A_folder_whose_parent_is_missing_is_not_made()
    {
        var fault = Refused("no", "data");

        Assert.Equal(FaultCode.DataFolder, fault.Code);
        Assert.Contains(_temp.In("no"), fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temp.In("no")));
    }

    [Fact]
    public void The_key_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps no mode bits.");
        Acme.KeyOf(_temp.In("data"));

#pragma warning disable CA1416 // Skipped on Windows.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp.In("data", "installation.key.pem")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_temp.In("data")));
#pragma warning restore CA1416
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n")]
    public void A_damaged_key_is_refused_not_replaced_and_the_folder_is_free(string pem)
    {
        Directory.CreateDirectory(_temp.In("data"));
        File.WriteAllText(_temp.In("data", "installation.key.pem"), pem);

        Assert.Equal(FaultCode.BadKey, Refused("data").Code);
        Assert.Equal(FaultCode.BadKey, Refused("data").Code);
        Assert.Equal(pem, File.ReadAllText(_temp.In("data", "installation.key.pem")));
    }

    [Fact]
    public void A_key_file_that_is_there_is_never_written_over()
    {
        KeyFile.Write(_temp.In("a.pem"), "first");

        Assert.Throws<IOException>(() => KeyFile.Write(_temp.In("a.pem"), "second"));
        Assert.Equal("first", File.ReadAllText(_temp.In("a.pem")));
    }

    [Fact]
    public void The_license_code_beside_the_key_is_that_of_the_key_and_product()
    {
        var key = Acme.KeyOf(_temp.In("data"));

        Assert.Equal(Signing.LicenseCode.Of(key, Acme.Product).ToString(), File.ReadAllText(_temp.In("data", "license-code.txt")).Trim());
    }

    public void Dispose() => _temp.Dispose();

    private LicenseFault Refused(params string[] names) => Assert.Throws<LicenseFaultException>(() => DataFolder.Open(_temp.In(names), Acme.Product)).Fault;
}
