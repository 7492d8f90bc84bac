using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>
    /// Search vectors are kept as they are. Compressing brought nothing (66 MB of 20,000 articles with it and without) and cost every opening
    /// half of its 9 µs, which a walk along the dates and a phrase pay for each article. Older rows stay as they were until they are written anew.
    /// </summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125235000_VectorsAsTheyAre")]
    public class VectorsAsTheyAre : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE articles ALTER COLUMN tsv SET STORAGE EXTERNAL;");

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE articles ALTER COLUMN tsv SET STORAGE EXTENDED;");
    }
}
