using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>Issues and instruments as trees with colours, synonyms and several examples; versions name the move that made them; actors retire.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125163910_Codebook")]
    public class Codebook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "issues",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "examples",
                table: "issues",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<double>(
                name: "rank",
                table: "issues",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<List<string>>(
                name: "synonyms",
                table: "issues",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Guid>(
                name: "uid",
                table: "issues",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()");

            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "instruments",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "examples",
                table: "instruments",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "exclude",
                table: "instruments",
                type: "character varying(10000)",
                maxLength: 10000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "include",
                table: "instruments",
                type: "character varying(10000)",
                maxLength: 10000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "parent_id",
                table: "instruments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "rank",
                table: "instruments",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<List<string>>(
                name: "synonyms",
                table: "instruments",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Guid>(
                name: "uid",
                table: "instruments",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()");

            migrationBuilder.AddColumn<long>(
                name: "move_id",
                table: "codebook_versions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retired_at",
                table: "actors",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "from",
                table: "actor_names",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "until",
                table: "actor_names",
                type: "date",
                nullable: true);

            // The one example becomes the first of several; what was sorted by name stands in that order.
            migrationBuilder.Sql("""
                UPDATE issues SET examples = ARRAY[example] WHERE example IS NOT NULL;
                UPDATE issues SET rank = o.rank FROM (SELECT id, row_number() OVER (ORDER BY name) AS rank FROM issues) AS o WHERE o.id = issues.id;
                UPDATE instruments SET rank = o.rank FROM (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM instruments) AS o WHERE o.id = instruments.id;
                """);

            migrationBuilder.DropColumn(
                name: "example",
                table: "issues");

            migrationBuilder.CreateTable(
                name: "actor_distinctions",
                columns: table => new
                {
                    first_id = table.Column<long>(type: "bigint", nullable: false),
                    second_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_actor_distinctions", x => new { x.first_id, x.second_id });
                    table.ForeignKey(
                        name: "fk_actor_distinctions_actors_first_id",
                        column: x => x.first_id,
                        principalTable: "actors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_actor_distinctions_actors_second_id",
                        column: x => x.second_id,
                        principalTable: "actors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_issues_uid",
                table: "issues",
                column: "uid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_instruments_parent_id",
                table: "instruments",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_instruments_uid",
                table: "instruments",
                column: "uid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_codebook_versions_move_id",
                table: "codebook_versions",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "ix_actors_name_likeness",
                table: "actors",
                column: "name")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_actors_wikidata_id",
                table: "actors",
                column: "wikidata_id");

            migrationBuilder.CreateIndex(
                name: "ix_actor_distinctions_second_id",
                table: "actor_distinctions",
                column: "second_id");

            migrationBuilder.AddForeignKey(
                name: "fk_codebook_versions_moves_move_id",
                table: "codebook_versions",
                column: "move_id",
                principalTable: "moves",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_instruments_instruments_parent_id",
                table: "instruments",
                column: "parent_id",
                principalTable: "instruments",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_codebook_versions_moves_move_id",
                table: "codebook_versions");

            migrationBuilder.DropForeignKey(
                name: "fk_instruments_instruments_parent_id",
                table: "instruments");

            migrationBuilder.DropTable(
                name: "actor_distinctions");

            migrationBuilder.DropIndex(
                name: "ix_issues_uid",
                table: "issues");

            migrationBuilder.DropIndex(
                name: "ix_instruments_parent_id",
                table: "instruments");

            migrationBuilder.DropIndex(
                name: "ix_instruments_uid",
                table: "instruments");

            migrationBuilder.DropIndex(
                name: "ix_codebook_versions_move_id",
                table: "codebook_versions");

            migrationBuilder.DropIndex(
                name: "ix_actors_name_likeness",
                table: "actors");

            migrationBuilder.DropIndex(
                name: "ix_actors_wikidata_id",
                table: "actors");

            migrationBuilder.DropColumn(
                name: "color",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "examples",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "rank",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "synonyms",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "uid",
                table: "issues");

            migrationBuilder.DropColumn(
                name: "color",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "examples",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "exclude",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "include",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "rank",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "synonyms",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "uid",
                table: "instruments");

            migrationBuilder.DropColumn(
                name: "move_id",
                table: "codebook_versions");

            migrationBuilder.DropColumn(
                name: "retired_at",
                table: "actors");

            migrationBuilder.DropColumn(
                name: "from",
                table: "actor_names");

            migrationBuilder.DropColumn(
                name: "until",
                table: "actor_names");

            migrationBuilder.AddColumn<string>(
                name: "example",
                table: "issues",
                type: "character varying(10000)",
                maxLength: 10000,
                nullable: true);
        }
    }
}
