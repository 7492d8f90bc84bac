using System.Security.Cryptography;
using System.Text;

namespace NewsMonitor.Core.Exchange.Statements;

/// <summary>Deterministic identifiers: UUIDv5 (RFC 9562, section 5.5) within a namespace of the program's own.</summary>
internal static class StixId
{
    private static readonly Guid Namespace = new("6f0a3c1e-5f0f-4d5c-9d3a-2b7f4c9a1e58");

    public static string Of(string type, string name) => $"{type}--{Uuid($"{type}|{name}")}";

    internal static Guid Uuid(string name)
    {
#pragma warning disable CA5350 // UUIDv5 is made with SHA-1 by definition; it names things and keeps no secret.
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
