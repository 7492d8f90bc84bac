using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>How many workers were lost over a piece of leased work, one after the other: what ends its process must not go round for ever.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261126013728_LostClaims")]
    public class LostClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "lost_claims",
                table: "reading_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "lost_claims",
                table: "page_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "lost_claims",
                table: "model_tasks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "lost_claims",
                table: "feeds",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "lost_claims",
                table: "deliveries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_reading_tasks_lost_claims",
                table: "reading_tasks",
                column: "lost_claims",
                filter: "lost_claims > 0");

            migrationBuilder.CreateIndex(
                name: "ix_page_tasks_lost_claims",
                table: "page_tasks",
                column: "lost_claims",
                filter: "lost_claims > 0");

            migrationBuilder.CreateIndex(
                name: "ix_feeds_lost_claims",
                table: "feeds",
                column: "lost_claims",
                filter: "lost_claims > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reading_tasks_lost_claims",
                table: "reading_tasks");

            migrationBuilder.DropIndex(
                name: "ix_page_tasks_lost_claims",
                table: "page_tasks");

            migrationBuilder.DropIndex(
                name: "ix_feeds_lost_claims",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "lost_claims",
                table: "reading_tasks");

            migrationBuilder.DropColumn(
                name: "lost_claims",
                table: "page_tasks");

            migrationBuilder.DropColumn(
                name: "lost_claims",
                table: "model_tasks");

            migrationBuilder.DropColumn(
                name: "lost_claims",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "lost_claims",
                table: "deliveries");
        }
    }
}
