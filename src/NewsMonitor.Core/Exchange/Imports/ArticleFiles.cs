using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using NewsMonitor.Core.Articles;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Core.Exchange.Imports;

/// <summary>
/// Reads articles from files of text and pages, in a zip or a folder. A zip is hostile until it has been unpacked: what counts is what comes
/// out of it, not what it says of itself, and names of its entries are only read, never written to.
/// </summary>
internal static class ArticleFiles
{
    private static readonly string[] Texts = [".txt", ".text", ".md"], Pages = [".html", ".htm", ".xhtml"];

    public static bool Knows(string name) => Path.GetExtension(name).ToLowerInvariant() is var ending && (Texts.Contains(ending) || Pages.Contains(ending));

    /// <exception cref="InvalidDataException">It is no zip.</exception>
    public static async IAsyncEnumerable<ImportedText> ReadZipAsync(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancel);
        var (unpacked, number) = (0L, 0);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.Name.StartsWith('.') || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)) continue;
            var place = entry.FullName.Length <= 200 ? entry.FullName : "…" + entry.FullName[^199..];
            if (++number > ImportBounds.MostEntries)
            {
                yield return ImportedText.Refuse(place, ImportFaultKind.TooMany, $"{ImportBounds.MostEntries:N0} files");
                yield break;
            }
            if (!Knows(entry.Name))
            {
                yield return ImportedText.Refuse(place, ImportFaultKind.NotMapped, Path.GetExtension(entry.Name));
                continue;
            }
            var (bytes, read) = await UnpackAsync(entry, ImportBounds.MostUnpackedBytes - unpacked, cancel);
            unpacked += read;
            if (unpacked >= ImportBounds.MostUnpackedBytes)
            {
                yield return ImportedText.Refuse(place, ImportFaultKind.TooLarge, $"{ImportBounds.MostUnpackedBytes / 1_000_000_000} GB unpacked");
                yield break;
            }
            yield return bytes is null ? ImportedText.Refuse(place, ImportFaultKind.TooLarge, $"{ImportBounds.MostEntryBytes / 1_000_000} MB a file") : Read(place, bytes);
        }
    }

    /// <summary>The files of a folder and below, in the order of their names; or the one that is named.</summary>
    public static string[] In(string folder) => File.Exists(folder) ? [folder] : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(Knows).Order(StringComparer.Ordinal)];

    public static async IAsyncEnumerable<ImportedText> ReadFolderAsync(string folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var path in In(folder))
        {
            var place = File.Exists(folder) ? Path.GetFileName(path) : Path.GetRelativePath(folder, path);
            if (new FileInfo(path).Length > ImportBounds.MostEntryBytes) yield return ImportedText.Refuse(place, ImportFaultKind.TooLarge, $"{ImportBounds.MostEntryBytes / 1_000_000} MB a file");
            else yield return Read(place, await File.ReadAllBytesAsync(path, cancel));
        }
    }

    /// <summary>A file by its ending: a page is read as pages of the web are, a text as pasted ones.</summary>
    public static ImportedText Read(string place, byte[] bytes)
    {
        if (!Pages.Contains(Path.GetExtension(place).ToLowerInvariant())) return ImportedText.Of(place, ArticleDraft.OfText(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF')));
        var page = PageReader.Read(bytes, null, null);
        return ImportedText.Of(place, new()
        {
            Kicker = page.Kicker, Title = page.Title ?? "", Byline = page.Byline, Blocks = page.Blocks, Published = page.Published, Modified = page.Modified, Address = page.CanonicalUrl,
            Outlet = page.SiteName, Language = page.Language,
        });
    }

    /// <returns>Null where it is larger than a file may be; and the bytes that came out, whichever.</returns>
    private static async Task<(byte[]? Bytes, long Read)> UnpackAsync(ZipArchiveEntry entry, long most, CancellationToken cancel)
    {
        await using var content = await entry.OpenAsync(cancel);
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = await content.ReadAsync(buffer, cancel)) > 0)
        {
            copy.Write(buffer, 0, count);
            if (copy.Length > ImportBounds.MostEntryBytes || copy.Length >= most) return (null, copy.Length);
        }
        return (copy.ToArray(), copy.Length);
    }
}
