using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NewsMonitor.Core.Data;

/// <summary>Turns every instant to UTC on its way in: Npgsql refuses any other offset for timestamptz.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);
