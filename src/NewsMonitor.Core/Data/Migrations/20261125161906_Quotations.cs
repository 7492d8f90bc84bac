using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125161906_Quotations")]
    public class Quotations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "quotations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    form = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    spans = table.Column<int[]>(type: "integer[]", nullable: false),
                    words = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    speaker_id = table.Column<long>(type: "bigint", nullable: true),
                    speaker_words = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    via_id = table.Column<long>(type: "bigint", nullable: true),
                    via_words = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    cue_start = table.Column<int>(type: "integer", nullable: true),
                    cue_end = table.Column<int>(type: "integer", nullable: true),
                    rule = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quotations", x => x.id);
                    table.ForeignKey(
                        name: "fk_quotations_actors_speaker_id",
                        column: x => x.speaker_id,
                        principalTable: "actors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotations_actors_via_id",
                        column: x => x.via_id,
                        principalTable: "actors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotations_article_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "article_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_quotations_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_quotations_article_id",
                table: "quotations",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotations_speaker_id_article_id",
                table: "quotations",
                columns: new[] { "speaker_id", "article_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quotations_version_id",
                table: "quotations",
                column: "version_id");

            migrationBuilder.CreateIndex(
                name: "ix_quotations_via_id",
                table: "quotations",
                column: "via_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quotations");
        }
    }
}
