using NewsMonitor.Core.Coding;
using NewsMonitor.Core.Tests.Coding;
using NewsMonitor.Testing.Data;
using Npgsql;

namespace NewsMonitor.Core.Tests.Articles;

/// <summary>An article as the oracle knows it.</summary>
internal sealed record KnownArticle(long Id, string Language, string Outlet, DateTimeOffset Published, string[] Words, IReadOnlyList<KnownCode> Codes, bool Starred, bool Read, string Coding, string? Story)
{
    public (DateTimeOffset, long) Key => (Published, Id);
}

/// <summary>A code with what a query can ask of it. The state that hides it is among them: rejected, removed, another coder's layer.</summary>
internal sealed record KnownCode(string Kind, string? Mentioned, IReadOnlyList<(string Actor, ParticipantRole Role)> Parts, string? Issue, Stance? Stance, string? Instrument, string By, string ChangedBy, bool Lives, bool Confirmed);

/// <summary>
/// A few hundred articles by chance, in the database and in memory: three languages of which one has no dictionary, words that are stemmed
/// differently in each, codes of every kind, some of them hidden. The same seed makes the same archive.
/// </summary>
internal sealed class SmallArchive : IAsyncDisposable
{
    public static readonly string[] Actors = ["Anna Arnold", "Bruno Berg", "Carla Conte"], Issues = ["Grenzen", "Steuern"], Instruments = ["Sanktion", "Boykott"],
        Coders = ["Eda", "Emil"], Outlets = ["Bote", "Courier", "Krant"], Stories = ["Erste Lage", "Zweite Lage"], Languages = ["de", "en", "nl"];

    /// <summary>Words with their stems in German, in English and word for word; written out, not asked of PostgreSQL.</summary>
    private static readonly Dictionary<string, (string De, string En)> Stems = new()
    {
        ["sanktion"] = ("sanktion", "sanktion"), ["sanktionen"] = ("sanktion", "sanktionen"), ["sanction"] = ("sanction", "sanction"), ["sanctions"] = ("sanction", "sanction"),
        ["krieg"] = ("krieg", "krieg"), ["kriege"] = ("krieg", "krieg"), ["talks"] = ("talk", "talk"), ["talk"] = ("talk", "talk"),
        ["müller"] = ("mull", "müller"), ["mueller"] = ("muell", "mueller"), ["gas"] = ("gas", "gas"), ["berlin"] = ("berlin", "berlin"),
    };

    public static IReadOnlyList<string> Words { get; } = [.. Stems.Keys];

    private readonly Desk _desk;

    private SmallArchive(Desk desk) => _desk = desk;

    public string ConnectionString => _desk.ConnectionString;
    public TimeProvider Clock => _desk.Clock;
    public long Reader => _desk.Editor;
    public IReadOnlyList<KnownArticle> Articles { get; private set; } = [];

    /// <summary>The stems that a word of an article has, or one of a query asks for: Mueller asks for Müller in German.</summary>
    public static string Stem(string word, string language) => language switch { "de" => Stems[word].De, "en" => Stems[word].En, _ => word };

    public static async Task<SmallArchive> MakeAsync(TestCluster cluster, int articles, int seed)
    {
        var archive = new SmallArchive(await Desk.SetAsync(cluster));
        await archive.FillAsync(articles, new Random(seed));
        return archive;
    }

    private async Task FillAsync(int count, Random random)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        async Task<long> ScalarAsync(string sql, params object?[] values)
        {
            await using var command = source.CreateCommand(sql);
            foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        }
        async Task<Dictionary<string, long>> NamedAsync(string sql, string[] names)
        {
            var ids = new Dictionary<string, long>();
            foreach (var name in names) ids[name] = await ScalarAsync(sql, name);
            return ids;
        }
        await ScalarAsync("WITH gone AS (DELETE FROM articles RETURNING id) SELECT count(*) FROM gone");
        var actors = await NamedAsync("INSERT INTO actors (name, kind, created_at) VALUES ($1, 'Person', now()) RETURNING id", Actors);
        var issues = await NamedAsync("INSERT INTO issues (name, created_at) VALUES ($1, now()) RETURNING id", Issues);
        var instruments = await NamedAsync("INSERT INTO instruments (name, created_at) VALUES ($1, now()) RETURNING id", Instruments);
        var outlets = await NamedAsync("INSERT INTO outlets (name) VALUES ($1) RETURNING id", Outlets);
        var stories = await NamedAsync("INSERT INTO stories (name, created_at) VALUES ($1, now()) RETURNING id", Stories);
        Dictionary<string, long> coders = new() { ["Eda"] = _desk.Editor, ["Emil"] = _desk.SecondEditor };

        string Any(string[] of) => of[random.Next(of.Length)];
        List<KnownArticle> all = [];
        for (var i = 0; i < count; i++)
        {
            // A few moments are shared: the key must tell articles of one minute apart.
            var published = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(random.Next(count * 3));
            var (language, outlet) = (Any(Languages), Any(Outlets));
            // The first words are common, the last rare.
            var words = Enumerable.Range(0, 2 + random.Next(9)).Select(_ => Words[(int)(Words.Count * Math.Pow(random.NextDouble(), 1.6))]).ToArray();
            var coding = random.Next(3) == 0 ? "Coded" : "None";
            var id = await ScalarAsync("""
                INSERT INTO articles (outlet_id, canonical_address, address, origin, title, language, published_at, published_from, arrived_at, text_state, coding_state,
                    statements, open_suggestions, threats, suggested_threats, words, current_version, no_archive, tsv)
                VALUES ($1, $2, $2, 'Feed', $3, $4, $5, 'feed', $5, 'Complete', $6, 0, 0, 0, 0, 1, 1, false, article_vector($4, NULL, $3, $7)) RETURNING id
                """, outlets[outlet], $"https://small.example/{i}", words[0], language, published, coding, string.Join(' ', words[1..]));
            var (starred, read) = (random.Next(10) == 0, random.Next(3) == 0);
            if (starred || read)
            {
                await ScalarAsync("INSERT INTO article_marks (user_id, article_id, read_at, starred_at) VALUES ($1, $2, CASE WHEN $3 THEN now() END, CASE WHEN $4 THEN now() END) RETURNING 1", Reader, id, read, starred);
            }
            var story = random.Next(3) == 0 ? Any(Stories) : null;
            if (story is not null) await ScalarAsync("INSERT INTO story_articles (article_id, story_id, reason, words, placed_at) VALUES ($1, $2, 'Alike', ARRAY[]::text[], now()) RETURNING 1", id, stories[story]);
            List<KnownCode> codes = [];
            for (var left = random.Next(5); left > 0; left--)
            {
                var code = Code();
                codes.Add(code.Known);
                var codeId = await ScalarAsync("""
                    INSERT INTO codes (article_id, kind, state, origin, created_at, created_by, changed_at, changed_by, codebook_version, actor_id, form, issue_id, stance, act, instrument_id, mode, life_cycle, removed_at, counts)
                    VALUES ($1, $2, $3, 'Person', now(), $4, now(), $11, 1, $5, CASE WHEN $2 = 'mention' THEN 'Name' END, $6, $7, CASE WHEN $2 = 'position' THEN 'States' END,
                        $8, CASE WHEN $2 = 'threat' THEN 'Explicit' END, CASE WHEN $2 = 'threat' THEN 'Uttered' END, CASE WHEN $9 THEN now() END, $10) RETURNING id
                    """, id, code.Known.Kind, code.State, coders[code.Known.By], Id(code.Known.Mentioned, actors), Id(code.Known.Issue, issues), code.Known.Stance?.ToString(),
                    Id(code.Known.Instrument, instruments), code.Removed, code.Counts, coders[code.Known.ChangedBy]);
                foreach (var (actor, role) in code.Known.Parts)
                {
                    await ScalarAsync("INSERT INTO participants (statement_id, actor_id, role, ordinal) VALUES ($1, $2, $3, 1) RETURNING 1", codeId, actors[actor], role.ToString());
                }
            }
            await ScalarAsync("UPDATE articles SET threats = $2, suggested_threats = $3 WHERE id = $1 RETURNING 1", id, Threats(codes, confirmed: true), Threats(codes, confirmed: false));
            all.Add(new(id, language, outlet, published, words, codes, starred, read, coding, story));
        }
        Articles = all;

        static int Threats(List<KnownCode> codes, bool confirmed) => codes.Count(c => c.Lives && c.Kind == "threat" && c.Confirmed == confirmed);

        object? Id(string? name, Dictionary<string, long> ids) => name is null ? null : ids[name];

        (KnownCode Known, string State, bool Removed, bool Counts) Code()
        {
            var (state, removed, counts) = (Any(["Suggested", "Confirmed", "Confirmed", "Rejected"]), random.Next(8) == 0, random.Next(8) != 0);
            var (by, lives, confirmed) = (Any(Coders), state != "Rejected" && !removed && counts, state == "Confirmed");
            var changed = random.Next(3) == 0 ? Any(Coders) : by;
            var known = random.Next(3) switch
            {
                0 => new KnownCode("mention", Any(Actors), [], null, null, null, by, changed, lives, confirmed),
                1 => new KnownCode("threat", null, [(Any(Actors), ParticipantRole.Threatener), (Any(Actors), ParticipantRole.Target)], null, null, random.Next(3) == 0 ? null : Any(Instruments), by, changed, lives, confirmed),
                _ => new KnownCode("position", null, [(Any(Actors), ParticipantRole.Speaker)], Any(Issues), (Stance)random.Next(3), null, by, changed, lives, confirmed),
            };
            return (known, state, removed, counts);
        }
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();
}
