using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>The list of duplicates shows the likest names first, and reads no more of them than it shows (see ActorDuplicates).</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261126020000_LikestNamesFirst")]
    public class LikestNamesFirst : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("CREATE INDEX ix_alike_names_likeness ON alike_names (likeness DESC, first_id, second_id);");

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP INDEX ix_alike_names_likeness;");
    }
}
