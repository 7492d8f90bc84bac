using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261123212750_Ingestion")]
    public class Ingestion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "entries_a_week",
                table: "feeds",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "guids_lie",
                table: "feeds",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "moved_seen",
                table: "feeds",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "moved_since",
                table: "feeds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "moved_to",
                table: "feeds",
                type: "character varying(2048)",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "publisher_wait",
                table: "feeds",
                type: "interval",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "content_hash",
                table: "feed_entries",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "feeds",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                computedColumnSql: "left(coalesce(lower(substring(address from '^[a-zA-Z]+://(?:[^/?#@]*@)?([^/?#]+)')), ''), 300)",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_feed_checks_at",
                table: "feed_checks",
                column: "at")
                .Annotation("Npgsql:IndexMethod", "brin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_feed_checks_at",
                table: "feed_checks");

            migrationBuilder.DropColumn(
                name: "host",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "entries_a_week",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "guids_lie",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "moved_seen",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "moved_since",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "moved_to",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "publisher_wait",
                table: "feeds");

            migrationBuilder.DropColumn(
                name: "content_hash",
                table: "feed_entries");
        }
    }
}
