using System.Text;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Web;

/// <summary>What a form brought.</summary>
internal static class Sent
{
    /// <summary>A field as it was typed; empty when it is missing.</summary>
    public static string Text(this IFormCollection form, string name) => form[name].ToString();

    /// <summary>A file, or else the text that was pasted in its place; empty when there is neither.</summary>
    public static async Task<byte[]> FileAsync(this IFormCollection form, string file, string text, CancellationToken cancellationToken)
    {
        if (form.Files[file] is not { Length: > 0 } sent)
        {
            return Encoding.UTF8.GetBytes(form.Text(text).Trim());
        }

        using var bytes = new MemoryStream();
        await sent.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }
}
