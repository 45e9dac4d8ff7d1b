using System.Globalization;
using LicenseKit.Hosting.Files;
using Microsoft.Extensions.DependencyInjection;

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

#pragma warning disable CA1416 // Skipped on Windows.
    [Theory]
    [InlineData("0755", true)]
    [InlineData("0710", true)]
    [InlineData("0702", true)]
    [InlineData("2770", true)]
    [InlineData("0700", false)]
    public void A_folder_that_other_users_have_access_to_is_taken_from_them(string mode, bool isTold)
    {
        SkipOnWindows();
        Directory.CreateDirectory(_temp.In("data"));
        File.SetUnixFileMode(_temp.In("data"), Mode(mode));

        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product);

        Assert.Equal(Mode("0700"), File.GetUnixFileMode(_temp.In("data")));
        Assert.Equal(isTold ? [_temp.In("data")] : [], folder.Restricted);
    }

    [Fact]
    public void A_folder_behind_a_link_is_taken_from_them_too()
    {
        SkipOnWindows();
        File.SetUnixFileMode(Directory.CreateDirectory(_temp.In("real")).FullName, Mode("0755"));
        Directory.CreateSymbolicLink(_temp.In("data"), "real");

        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product);

        Assert.Equal(Mode("0700"), File.GetUnixFileMode(_temp.In("real")));
        Assert.Equal([_temp.In("data")], folder.Restricted);
    }

    [Fact]
    public void A_folder_that_all_users_share_is_refused_and_stays_as_it_is()
    {
        SkipOnWindows();
        File.SetUnixFileMode(Directory.CreateDirectory(_temp.In("data")).FullName, Mode("1777"));

        Assert.Equal((FaultCode.DataFolder, true), (Refused("data").Code, Refused("data").Message.Contains("1777", StringComparison.Ordinal)));
        Assert.Equal(Mode("1777"), File.GetUnixFileMode(_temp.In("data")));
        Assert.Empty(Directory.GetFileSystemEntries(_temp.In("data")));
        Assert.True(OwnerOnly.IsShared("/", Mode("0755"))); // only judged: a test that fails must not take it from the system
    }

    [Fact]
    public void A_folder_whose_permissions_cannot_be_changed_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "No other system has a folder whose permissions not even root can change.");

        var fault = Assert.Throws<LicenseFaultException>(() => DataFolder.Open($"/proc/{Environment.ProcessId}", Acme.Product)).Fault;

        Assert.Equal(FaultCode.DataFolder, fault.Code);
        Assert.Contains("open to other users (mode 0555)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 700", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0644", "0600", true)]
    [InlineData("0440", "0400", true)]
    [InlineData("0600", "0600", false)]
    [InlineData("0400", "0400", false)]
    public void A_key_that_other_users_have_access_to_is_taken_from_them(string before, string after, bool isTold)
    {
        SkipOnWindows();
        var key = Acme.KeyOf(_temp.In("data"));
        File.SetUnixFileMode(_temp.In("data", "installation.key.pem"), Mode(before));

        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product);

        Assert.Equal(key, folder.Key.PublicKey);
        Assert.Equal(Mode(after), File.GetUnixFileMode(_temp.In("data", "installation.key.pem")));
        Assert.Equal(isTold ? [_temp.In("data", "installation.key.pem")] : [], folder.Restricted);
    }

    [Fact]
    public void A_key_that_a_signer_replaced_is_taken_from_them_too()
    {
        SkipOnWindows();
        Acme.KeyOf(_temp.In("data"));
        File.SetUnixFileMode(_temp.In("data", "installation.key.pem"), Mode("0644"));
        using var signer = Signing.SigningKey.Create();

        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product, signer);

        Assert.Equal(Mode("0600"), File.GetUnixFileMode(_temp.In("data", "installation.key.pem")));
    }

    [Fact]
    public async Task What_a_server_makes_lies_in_the_folder_that_it_took_from_other_users()
    {
        SkipOnWindows();
        File.SetUnixFileMode(Directory.CreateDirectory(_temp.In("data")).FullName, Mode("0755"));
        await using var licensing = await OpenAsync();

        Assert.Equal(Mode("0700"), File.GetUnixFileMode(_temp.In("data")));
        Assert.Subset(Directory.GetFiles(_temp.In("data")).ToHashSet(), new HashSet<string> { _temp.In("data", "licensekit.db"), _temp.In("data", "licensekit.db-wal"), _temp.In("data", "licensekit.db-shm") });
        Assert.Equal([_temp.In("data")], Directory.GetFileSystemEntries(_temp.Path));
    }

    [Fact]
    public async Task Every_file_that_a_server_makes_is_its_owners_only()
    {
        SkipOnWindows();
        await using var licensing = await OpenAsync();

        Assert.Superset(new HashSet<string> { "licensekit.db", "licensekit.db-wal", "licensekit.db-shm", "licensekit.state" }, Directory.GetFiles(_temp.In("data")).Select(f => Path.GetFileName(f)).ToHashSet());
        Assert.All(Directory.GetFiles(_temp.In("data")), file => Assert.Equal(Mode("0600"), File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_database_that_other_users_have_access_to_is_taken_from_them()
    {
        SkipOnWindows();
        await (await OpenAsync()).DisposeAsync();
        string[] stored = [_temp.In("data", "licensekit.db"), _temp.In("data", "licensekit.state")];
        Assert.All(stored, file => File.SetUnixFileMode(file, Mode("0644")));

        using (var folder = DataFolder.Open(_temp.In("data"), Acme.Product))
        {
            Assert.Equal(stored, folder.Restricted);
        }

        await using var again = await OpenAsync();
        Assert.All(Directory.GetFiles(_temp.In("data")), file => Assert.Equal(Mode("0600"), File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("Data Source={0}")]
    [InlineData("Data Source={0};Mode=ReadWriteCreate;Cache=Private")]
    public async Task A_database_elsewhere_is_made_for_its_owner_only_too(string connection)
    {
        SkipOnWindows();
        await using var licensing = await OpenAsync(string.Format(CultureInfo.InvariantCulture, connection, _temp.In("elsewhere.db")));

        Assert.Equal([Mode("0600"), Mode("0600"), Mode("0600")], Directory.GetFiles(_temp.Path, "elsewhere.db*").Select(File.GetUnixFileMode));
    }

    [Fact]
    public async Task A_server_warns_of_what_was_open()
    {
        SkipOnWindows();
        Acme.KeyOf(_temp.In("data"));
        File.SetUnixFileMode(_temp.In("data", "installation.key.pem"), Mode("0644"));
        using var log = new LogBook();

        await using var server = await Portal.StartAsync(TimeProvider.System, _temp.In("data"), network: new Network(), log: log);

        Assert.Equal($"Warning 8001: {_temp.In("data", "installation.key.pem")} was open to other users of this machine, and is no longer. If one of them may have read a key, replace it.", Assert.Single(log.Lines, l => l.Contains("8001", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_file_that_the_folder_makes_is_its_owners_only()
    {
        SkipOnWindows();
        using var folder = DataFolder.Open(_temp.In("data"), Acme.Product);

        Assert.Equal(4, Directory.GetFiles(_temp.In("data")).Length);
        Assert.All(Directory.GetFiles(_temp.In("data")), file => Assert.Equal(Mode("0600"), File.GetUnixFileMode(file)));
    }
#pragma warning restore CA1416

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

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps no mode bits.");

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private Task<Licensing> OpenAsync(string? connection = null) =>
        Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsChild().WithDataFolder(_temp.In("data")).UseSqlite(connection), null, TestContext.Current.CancellationToken);

    private LicenseFault Refused(params string[] names) => Assert.Throws<LicenseFaultException>(() => DataFolder.Open(_temp.In(names), Acme.Product)).Fault;
}
