namespace NewsMonitor.Core.Tests.Data.LocalPostgres;

/// <summary>What the archive needs of every server: UTF-8, and the <c>german</c> configuration folding case beyond ASCII.</summary>
internal static class GermanSearch
{
    public static async Task AssertAsync(string connectionString)
    {
        Assert.Equal("UTF8", await Sql.AskAsync(connectionString, "SHOW server_encoding"));
        Assert.Equal(true, await Sql.AskAsync(connectionString, "SELECT to_tsvector('german', 'DIE ÄNDERUNGEN DER ÜBUNGEN') @@ to_tsquery('german', 'änderung & übung')"));
        Assert.Equal(0L, await Sql.AskAsync(connectionString, "SELECT length(to_tsvector('german', 'für über'))::bigint"));
        Assert.Equal("ä", await Sql.AskAsync(connectionString, "SELECT lower('Ä')"));
    }
}
