using System.Text;
using NewsMonitor.Reading.Pages;

namespace NewsMonitor.Reading.Tests.Pages;

/// <summary>Pages made to hurt. Each is read in at most 2 seconds and 150 MB, and gives a page, in whatever state.</summary>
public sealed class HostilePageTests
{
    private static readonly Uri Address = new("https://www.tagesschau.de/inland/x-100.html");
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private const long MostMemory = 150L * 1024 * 1024;

    public static TheoryData<string> Names => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<string>> Makers = new()
    {
        ["100,000 nested div"] = () => Repeat("<div>", 100_000) + "<p>Text.</p>" + Repeat("</div>", 100_000),
        ["100,000 nested div, never closed"] = () => Repeat("<div class=a>x", 100_000),
        ["100,000 unlike open formatting elements, then paragraphs"] = () => string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<b id={i}>")) + Repeat("<p>x", 50_000),
        ["3,000 nested tables"] = () => Repeat("<table><tr><td>", 3_000) + "x" + Repeat("</td></tr></table>", 3_000),
        ["one tag with 100,000 attributes"] = () => "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"{i}\" ")) + ">Text.</p>",
        ["a title of 1 MB"] = () => $"<title>{Repeat("Titel ", 170_000)}</title><meta property=og:title content='{Repeat("Titel ", 10_000)}'><h1>{Repeat("Titel ", 170_000)}</h1>",
        ["100,000 list items"] = () => "<ul>" + Repeat("<li>Ein Punkt mit einem Satz, der lang genug ist, um gewogen zu werden.", 100_000) + "</ul>",
        ["100,000 linked teasers"] = () => Repeat("<div class=t><h3><a href=/x>Eine Überschrift mit Verweis</a></h3><p>Ein Anreißer mit einem Satz.</p></div>", 50_000),
        ["100,000 CDATA openers"] = () => Repeat("<![CDATA[", 100_000),
        ["1,000,000 less-than signs"] = () => new string('<', 1_000_000),
        ["1,000,000 ampersands"] = () => "<p>" + new string('&', 1_000_000),
        ["100,000 unknown references"] = () => "<p>" + Repeat("&abcdefghijklmnopqrstuvwxyz", 100_000),
        ["unclosed comment, script and title"] = () => Repeat("<!-- <script> <title>", 50_000),
        ["JSON-LD nested 100,000 deep"] = () => $"<script type='application/ld+json'>{Repeat("{\"@graph\":[", 100_000)}</script>",
        ["JSON-LD with 50,000 articles"] = () => $"<script type='application/ld+json'>[{Repeat("{\"@type\":\"Article\",\"headline\":\"x\"},", 50_000)}]</script>",
        ["a stated body of 1 MB beside 20,000 paragraphs"] = () => $"<script type='application/ld+json'>{{\"@type\":\"Article\",\"articleBody\":\"{Repeat("abcdefghijklmnop ", 60_000)}\"}}</script>"
            + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p>abcdefghijklmnop abcdefghijklmnop {i} abcdefghijklmnop.</p>")),
        ["authors nested in authors"] = () => Repeat("<div itemprop=author>", 150) + Repeat("Name ", 500_000),
        ["100,000 headings"] = () => Repeat("<h1>Überschrift</h1>", 100_000),
        ["100,000 time elements"] = () => Repeat("<time>28. April 2023, 14.02 Uhr</time>", 100_000),
        ["digits without end"] = () => "<p>Stand: " + new string('1', 200) + "." + new string('1', 1_000_000),
        ["NUL and lone surrogates"] = () => "<p>" + Repeat("a\0b\ud800c\udc00d ", 50_000),
        ["truncated in mid-tag"] = () => "<html><body><p>Ein Satz.</p><p class=\"x",
        ["empty"] = () => "",
        ["JSON null"] = () => "null",
        ["one paragraph of 5 MB"] = () => "<article><p>" + Repeat("Wort und Satz. ", 340_000),
        ["a class name of 1 MB"] = () => $"<div class='{Repeat("related ", 130_000)}'><p>Text.</p></div>",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_page_is_read_in_bounds(string name)
    {
        var html = Makers[name]();
        var (page, time, memory) = Measured(() => PageReader.Read(html, Address));

        Assert.DoesNotContain('\0', page.Text);
        Assert.True(time <= Longest, $"{name}: {time.TotalMilliseconds:N0} ms");
        Assert.True(memory <= MostMemory, $"{name}: {memory / 1024 / 1024:N0} MB");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("us-ascii")]
    public void Bytes_of_any_width_are_read(string charset)
    {
        var bytes = Encoding.GetEncoding(charset).GetBytes("<html><title>Wide</title><p>Text.</p></html>");
        Assert.Equal("Wide", PageReader.Read(bytes, null, Address).Title);
    }

    [Fact]
    public void Utf_7_stays_the_letters_it_is_written_in() =>
        Assert.Equal("+ADw-script+AD4-", PageReader.Read("<title>+ADw-script+AD4-</title>"u8, "text/html; charset=utf-7", Address).Title);

    [Fact]
    public void Fifty_megabytes_are_read_up_to_the_bound()
    {
        var bytes = new byte[50 * 1024 * 1024];
        var line = "<p>Ein Satz in einem Absatz, der sich wiederholt.</p>\n"u8;
        for (var i = 0; i + line.Length < bytes.Length; i += line.Length)
        {
            line.CopyTo(bytes.AsSpan(i));
        }

        var (page, time, memory) = Measured(() => PageReader.Read(bytes, "text/html", Address));
        Assert.NotEmpty(page.Warnings);
        Assert.True(time <= Longest, $"{time.TotalMilliseconds:N0} ms");
        Assert.True(memory <= MostMemory, $"{memory / 1024 / 1024:N0} MB");
    }

    [Fact]
    public void A_page_gone_wrong_in_any_way_is_still_read()
    {
        // Seeded: a failure names the round, and the round makes the same page again.
        var random = new Random(20230428);
        var good = SamplePages.German;
        for (var round = 0; round < 1_500; round++)
        {
            var page = Mutate(good, random);
            var read = Record.Exception(() => PageReader.Read(page, Address));
            Assert.True(read is null, $"Round {round}: {read}");
        }
    }

    [Fact]
    public void Bytes_gone_wrong_in_any_way_are_still_read()
    {
        var random = new Random(14021402);
        var good = Encoding.UTF8.GetBytes(SamplePages.German);
        for (var round = 0; round < 500; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var i = random.Next(1, 60); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var read = Record.Exception(() => PageReader.Read(bytes, null, Address));
            Assert.True(read is null, $"Round {round}: {read}");
        }
    }

    private static string Mutate(string good, Random random)
    {
        string[] splinters = ["<", ">", "</", "\"", "'", "&", "&#x", "<!--", "]]>", "<table>", "<script>", "</article>", "<h1>", "\0", "\ud800", "<p hidden>", "{\"@type\":\"Article\"", "<![CDATA[", "<template>", "<svg>", "<base href=//>", "<time datetime='9999-99-99'>"];
        var page = new StringBuilder(good);
        for (var i = random.Next(1, 30); i > 0; i--)
        {
            var at = random.Next(page.Length);
            switch (random.Next(4))
            {
                case 0:
                    page.Remove(at, Math.Min(random.Next(1, 80), page.Length - at));
                    break;
                case 1:
                    page.Insert(at, splinters[random.Next(splinters.Length)]);
                    break;
                case 2:
                    page[at] = (char)random.Next(0, 0xFFFF);
                    break;
                default:
                    page.Insert(at, page.ToString(at, Math.Min(random.Next(1, 200), page.Length - at)));
                    break;
            }
        }

        return page.ToString();
    }

    /// <summary>The processor's time for one reading, since other tests share the machine; the bytes it allocates bound what it can hold.</summary>
    private static (ReadPage Page, TimeSpan Time, long Memory) Measured(Func<ReadPage> read)
    {
        var memory = GC.GetAllocatedBytesForCurrentThread();
        var clock = ThreadClock.Now;
        var page = read();
        return (page, ThreadClock.Now - clock, GC.GetAllocatedBytesForCurrentThread() - memory);
    }

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
