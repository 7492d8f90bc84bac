using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125192803_Rounds")]
    public class Rounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "adjudication_id",
                table: "codes",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "assignment_id",
                table: "codes",
                type: "bigint",
                nullable: true);

            // What there is counts, and what a node of the version before still writes.
            migrationBuilder.AddColumn<bool>(
                name: "counts",
                table: "codes",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "source_id",
                table: "codes",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "coding_rounds",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    instruction = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                    blind = table.Column<bool>(type: "boolean", nullable: false),
                    coders_each = table.Column<int>(type: "integer", nullable: false),
                    shared_percent = table.Column<int>(type: "integer", nullable: false),
                    seed = table.Column<int>(type: "integer", nullable: false),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    found_articles = table.Column<int>(type: "integer", nullable: false),
                    sample_size = table.Column<int>(type: "integer", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    codebook_version = table.Column<int>(type: "integer", nullable: false),
                    lead_id = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coding_rounds", x => x.id);
                    table.ForeignKey(
                        name: "fk_coding_rounds_users_lead_id",
                        column: x => x.lead_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "adjudications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adjudications", x => x.id);
                    table.ForeignKey(
                        name: "fk_adjudications_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_adjudications_coding_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "coding_rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    round_id = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    coder_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assignments", x => x.id);
                    table.ForeignKey(
                        name: "fk_assignments_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_coding_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "coding_rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_users_coder_id",
                        column: x => x.coder_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_codes_adjudication_id",
                table: "codes",
                column: "adjudication_id");

            migrationBuilder.CreateIndex(
                name: "ix_codes_assignment_id",
                table: "codes",
                column: "assignment_id");

            migrationBuilder.CreateIndex(
                name: "ix_codes_source_id",
                table: "codes",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_adjudications_article_id",
                table: "adjudications",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_adjudications_round_id_article_id",
                table: "adjudications",
                columns: new[] { "round_id", "article_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assignments_article_id",
                table: "assignments",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_assignments_coder_id_state",
                table: "assignments",
                columns: new[] { "coder_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_round_id_article_id_coder_id",
                table: "assignments",
                columns: new[] { "round_id", "article_id", "coder_id" },
                unique: true,
                filter: "withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_coding_rounds_lead_id",
                table: "coding_rounds",
                column: "lead_id");

            migrationBuilder.AddForeignKey(
                name: "fk_codes_adjudications_adjudication_id",
                table: "codes",
                column: "adjudication_id",
                principalTable: "adjudications",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_codes_assignments_assignment_id",
                table: "codes",
                column: "assignment_id",
                principalTable: "assignments",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_codes_codes_source_id",
                table: "codes",
                column: "source_id",
                principalTable: "codes",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_codes_adjudications_adjudication_id",
                table: "codes");

            migrationBuilder.DropForeignKey(
                name: "fk_codes_assignments_assignment_id",
                table: "codes");

            migrationBuilder.DropForeignKey(
                name: "fk_codes_codes_source_id",
                table: "codes");

            migrationBuilder.DropTable(
                name: "adjudications");

            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropTable(
                name: "coding_rounds");

            migrationBuilder.DropIndex(
                name: "ix_codes_adjudication_id",
                table: "codes");

            migrationBuilder.DropIndex(
                name: "ix_codes_assignment_id",
                table: "codes");

            migrationBuilder.DropIndex(
                name: "ix_codes_source_id",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "adjudication_id",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "assignment_id",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "counts",
                table: "codes");

            migrationBuilder.DropColumn(
                name: "source_id",
                table: "codes");
        }
    }
}
