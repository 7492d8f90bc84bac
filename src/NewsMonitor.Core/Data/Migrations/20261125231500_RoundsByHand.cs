using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>Rounds of articles that were chosen one by one.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125231500_RoundsByHand")]
    public class RoundsByHand : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.AddColumn<bool>(name: "by_hand", table: "coding_rounds", type: "boolean", nullable: false, defaultValue: false);

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn(name: "by_hand", table: "coding_rounds");
    }
}
