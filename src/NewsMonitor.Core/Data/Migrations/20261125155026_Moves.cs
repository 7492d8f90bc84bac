using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125155026_Moves")]
    public class Moves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "move_id",
                table: "revisions",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "moves",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    subject = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true),
                    way = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    undoes_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_moves_moves_undoes_id",
                        column: x => x.undoes_id,
                        principalTable: "moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "entry_revisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    move_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    entry_id = table.Column<long>(type: "bigint", nullable: false),
                    way = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    before = table.Column<JsonDocument>(type: "jsonb", nullable: true),
                    after = table.Column<JsonDocument>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true),
                    undoes_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_revisions", x => x.id);
                    table.ForeignKey(
                        name: "fk_entry_revisions_entry_revisions_undoes_id",
                        column: x => x.undoes_id,
                        principalTable: "entry_revisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_entry_revisions_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            // Until now a move was one revision: each becomes a move of its own, under the same number.
            migrationBuilder.Sql("""
                INSERT INTO moves (id, kind, at, by, way, undoes_id)
                SELECT id, CASE action WHEN 'Accepted' THEN 'Accepted' WHEN 'Rejected' THEN 'Rejected' WHEN 'Removed' THEN 'Removed' ELSE 'Saved' END,
                    at, by, way, undoes_id FROM revisions ORDER BY id;
                UPDATE revisions SET move_id = id;
                SELECT setval(pg_get_serial_sequence('moves', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM moves), false);
                """);

            migrationBuilder.CreateIndex(
                name: "ix_revisions_move_id",
                table: "revisions",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "ix_entry_revisions_kind_entry_id_id",
                table: "entry_revisions",
                columns: new[] { "kind", "entry_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_revisions_move_id",
                table: "entry_revisions",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "ix_entry_revisions_undoes_id",
                table: "entry_revisions",
                column: "undoes_id");

            migrationBuilder.CreateIndex(
                name: "ix_moves_by_id",
                table: "moves",
                columns: new[] { "by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_moves_undoes_id",
                table: "moves",
                column: "undoes_id",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_revisions_moves_move_id",
                table: "revisions",
                column: "move_id",
                principalTable: "moves",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_revisions_moves_move_id",
                table: "revisions");

            migrationBuilder.DropTable(
                name: "entry_revisions");

            migrationBuilder.DropTable(
                name: "moves");

            migrationBuilder.DropIndex(
                name: "ix_revisions_move_id",
                table: "revisions");

            migrationBuilder.DropColumn(
                name: "move_id",
                table: "revisions");
        }
    }
}
