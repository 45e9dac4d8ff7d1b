using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

public sealed class SessionIdTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(200, 32).Select(i => (byte)i)];
    private static readonly string Text = Convert.ToBase64String(Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [Fact]
    public void The_text_of_an_id_is_the_base64url_of_its_bytes()
    {
        Assert.True(SessionId.TryParse(Text, out var id));
        Assert.Equal(SessionId.Of(Bytes), id);
        Assert.Equal(Text, id.ToString());
    }

    [Fact]
    public void Only_the_canonical_text_of_32_bytes_is_read()
    {
        var most = Text[..42];
        string[] others = ["", most, Text + "A", Text + "=", most + "+", most + "é", most + " ", most + (char)(Text[42] + 1)];
        Assert.All(others, text => Assert.False(SessionId.TryParse(text, out _), text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Other_numbers_of_bytes_are_refused(int bytes) => Assert.Throws<ArgumentException>(() => SessionId.Of(new byte[bytes]));

    [Fact]
    public void Ids_that_differ_in_one_byte_are_different()
    {
        for (var i = 0; i < SessionId.Size; i++)
        {
            var bytes = new byte[SessionId.Size];
            bytes[i] = 1;
            Assert.True(SessionId.Of(bytes) != default);
            Assert.True(SessionId.Of(bytes) == SessionId.Of(bytes));
        }
    }

    [Fact]
    public void Ids_that_differ_in_one_byte_have_different_hashes_under_different_keys()
    {
        var (hash, other) = (KeyedHash.Create(), KeyedHash.Create());
        var ids = Enumerable.Range(0, SessionId.Size)
            .Select(i => SessionId.Of([.. new byte[i], 1, .. new byte[SessionId.Size - 1 - i]])).ToArray();
        Assert.Equal(ids.Length, ids.Select(id => hash.Of(id)).Distinct().Count());
        Assert.All(ids, id => Assert.NotEqual(hash.Of(id), other.Of(id)));
    }
}
