using NewsMonitor.Core.Coding;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Coding;

public sealed class EntryPicksTests(TestCluster cluster)
{
    [Fact]
    public async Task Issues_and_instruments_are_found_by_any_word_by_former_names_and_with_a_typo_and_the_last_used_stand_first()
    {
        await using var desk = await Desk.SetAsync(cluster);
        foreach (var name in new[] { "Wirtschaftssanktionen", "Sanktionen gegen Personen", "Manöver", "Blockade" })
            Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new InstrumentDraft { Name = name, Cameo = name == "Blockade" ? "1381" : null }, desk.Editor, default));
        var renamed = await desk.IssueAsync("Zölle");
        await desk.IssueAsync("Waffenlieferungen");
        await using var db = await desk.OpenAsync();
        var rowVersion = db.Issues.Single(i => i.Id == renamed).RowVersion;
        Assert.IsType<ListResult.Saved>(await desk.Codebook.SaveAsync(new IssueDraft { Id = renamed, RowVersion = rowVersion, Name = "Handelsschranken", Proposition = "Die Regierung soll Abgaben auf Einfuhren erheben." }, desk.Editor, default));

        Assert.Equal(["Sanktionen gegen Personen", "Wirtschaftssanktionen"], await NamesAsync(EntryKind.Instrument, "sanktionen"));
        Assert.Contains("Sanktionen gegen Personen", await NamesAsync(EntryKind.Instrument, "Sanktonen"));
        Assert.Equal(["Manöver"], await NamesAsync(EntryKind.Instrument, "Manövr"));
        Assert.Equal(["Blockade"], await NamesAsync(EntryKind.Instrument, "138"));
        Assert.Equal(new EntryMatch(renamed, "Handelsschranken", "Die Regierung soll Abgaben auf Einfuhren erheben.", "Zölle"), Assert.Single(await db.MatchEntriesAsync(EntryKind.Issue, "zöl", 8, default)));
        Assert.Equal(["Handelsschranken"], await NamesAsync(EntryKind.Issue, "Abgaben"));
        Assert.Equal(["Handelsschranken"], await NamesAsync(EntryKind.Issue, "Einfuren"));
        Assert.Empty(await NamesAsync(EntryKind.Issue, "100%"));
        Assert.Empty(await NamesAsync(EntryKind.Issue, " "));

        var blockade = (await db.MatchEntriesAsync(EntryKind.Instrument, "Blockade", 8, default))[0].Id;
        await desk.SaveAsync(desk.Threat() with { InstrumentId = blockade });
        await desk.SaveAsync(desk.Position() with { IssueId = renamed });
        Assert.Equal("Blockade", (await db.RecentEntriesAsync(EntryKind.Instrument, desk.Editor, 8, default))[0].Name);
        Assert.Equal(["Handelsschranken", "Grenzöffnung", "Waffenlieferungen"], (await db.RecentEntriesAsync(EntryKind.Issue, desk.Editor, 8, default)).Select(m => m.Name));
        Assert.Equal("Grenzöffnung", (await db.RecentEntriesAsync(EntryKind.Issue, desk.SecondEditor, 8, default))[0].Name);

        async Task<string[]> NamesAsync(EntryKind kind, string typed) => [.. (await db.MatchEntriesAsync(kind, typed, 8, default)).Select(m => m.Name)];
    }
}
