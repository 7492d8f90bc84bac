using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NewsMonitor.Core.Data.Migrations
{
    /// <summary>What nodes tell one another: that they run, whose turn it is at a host, and which of them are too old for the archive.</summary>
    [DbContext(typeof(NewsDbContext))]
    [Migration("20261125162609_Nodes")]
    public class Nodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    machine = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    process_id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    schema = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    ingests = table.Column<bool>(type: "boolean", nullable: false),
                    serves = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    memory = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.id);
                });

            // When each host may be asked next. Unlogged: it is written with every request, and worth nothing after a crash.
            migrationBuilder.Sql("CREATE UNLOGGED TABLE host_turns (host varchar(300) PRIMARY KEY, next_at timestamptz NOT NULL) WITH (fillfactor = 70)");

            // The migration that a program must know to work on this archive. Raised by migrations that break older programs.
            migrationBuilder.Sql("""
                CREATE TABLE schema_floor (one bool PRIMARY KEY DEFAULT true CHECK (one), migration varchar(150) NOT NULL);
                INSERT INTO schema_floor (migration) VALUES ('');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE host_turns; DROP TABLE schema_floor;");
            migrationBuilder.DropTable(
                name: "nodes");
        }
    }
}
