using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125160357_ProposedIssues")]
    public class ProposedIssues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_issues_name",
                table: "issues");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "proposed_at",
                table: "issues",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proposed_key",
                table: "issues",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_issues_name",
                table: "issues",
                column: "name",
                unique: true,
                filter: "merged_into_id IS NULL AND retired_at IS NULL AND proposed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_issues_proposed_key",
                table: "issues",
                column: "proposed_key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_issues_name",
                table: "issues");

            migrationBuilder.DropIndex(
                name: "ix_issues_proposed_key",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "proposed_at",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "proposed_key",
                table: "issues");

            migrationBuilder.CreateIndex(
                name: "ix_issues_name",
                table: "issues",
                column: "name",
                unique: true,
                filter: "merged_into_id IS NULL AND retired_at IS NULL");
        }
    }
}
