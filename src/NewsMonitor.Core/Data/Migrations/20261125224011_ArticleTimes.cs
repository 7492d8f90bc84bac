using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125224011_ArticleTimes")]
    public class ArticleTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_articles_id_published_at",
                table: "articles",
                column: "id")
                .Annotation("Npgsql:IndexInclude", new[] { "published_at" });
            // The index answers alone only where the table's pages are known to be seen by all. Coding changes articles, and a fifth of a million of them
            // would have to change before PostgreSQL looks again by itself.
            migrationBuilder.Sql("ALTER TABLE articles SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE articles RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)");
            migrationBuilder.DropIndex(
                name: "ix_articles_id_published_at",
                table: "articles");
        }
    }
}
