using System.Text;

namespace LicenseKit.Hosting.Files;

/// <summary>Unix permissions of what belongs to one user: 0700 for folders, 0600 for files. On Windows access lists are inherited and stay as they are.</summary>
internal static class OwnerOnly
{
    public const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Opens a file for writing; one that is made by it is its owner's only.</summary>
    public static FileStream OpenFile(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a text; a file that is made by it is its owner's only.</summary>
    public static void WriteText(string path, string text)
    {
        using var stream = OpenFile(path, FileMode.Create);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Makes an empty file that is its owner's only, for a program that opens it; one that is there stays as it is. Whether it could be made is said by who opens it.</summary>
    public static void Prepare(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && !File.Exists(path))
            {
                OpenFile(path, FileMode.CreateNew).Dispose();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its folder is missing or read-only, or it was made meanwhile.
        }
    }

    /// <summary>Makes a folder that is its owner's only.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Folder);
        }
    }

    /// <summary>Takes the access of other users to a folder away; true when they had some.</summary>
    /// <exception cref="LicenseFaultException">They have access, and it cannot be taken away.</exception>
    public static bool RestrictFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var folder = Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var mode = File.GetUnixFileMode(folder);
        if (!IsOpen(mode))
        {
            return false;
        }

        if (IsShared(folder, mode))
        {
            throw Fault($"The folder '{path}' is shared by all users", mode, null, "Give a folder of its own, which may lie in this one and is made.");
        }

        try
        {
            File.SetUnixFileMode(folder, Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"The folder '{path}' is open to other users", mode, e, $"As its owner, run: chmod 700 '{path}'. Or give a folder that this user owns or can make.");
        }

        // A file system without permissions takes the change without an effect.
        return !IsOpen(File.GetUnixFileMode(folder))
            ? true
            : throw Fault($"The folder '{path}' stays open to other users", mode, null, "Give a folder on a file system that keeps permissions.");
    }

    /// <summary>Takes the access of other users to a file away; true when they had some.</summary>
    /// <exception cref="LicenseFaultException">They have access, and it cannot be taken away.</exception>
    public static bool RestrictFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        // By its handle: what is judged is what is changed.
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var mode = File.GetUnixFileMode(file);
        if (!IsOpen(mode))
        {
            return false;
        }

        var remedy = $"As its owner, run: chmod 600 '{path}'";
        try
        {
            File.SetUnixFileMode(file, mode & Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"The secret file '{path}' is open to other users", mode, e, remedy);
        }

        return !IsOpen(File.GetUnixFileMode(file))
            ? true
            : throw Fault($"The secret file '{path}' stays open to other users", mode, null, remedy);
    }

    /// <summary>A folder such as <c>/tmp</c> or <c>/</c>: the system does not work without it.</summary>
    internal static bool IsShared(string folder, UnixFileMode mode) => mode.HasFlag(UnixFileMode.StickyBit) || folder == Path.GetPathRoot(folder);

    private static bool IsOpen(UnixFileMode mode) => (mode & Others) != UnixFileMode.None;

    private static LicenseFaultException Fault(string what, UnixFileMode mode, Exception? e, string remedy) =>
        new(new(FaultCode.DataFolder, $"{what} (mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}){(e is null ? "." : $": {e.Message}")}", remedy), e);
}
