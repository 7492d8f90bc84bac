namespace NewsMonitor.Reading.Claims;

// The ranker as bytes, so that nodes need not replay the log. Equal rankers give equal bytes.
public sealed partial class CandidateRanker
{
    private const uint Magic = 0x524B_4E4E;

    /// <summary>All that was learnt: some 20 bytes a feature seen.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Magic);
        writer.Write(RankerFeatures.Version);
        writer.Write(Decisions);
        foreach (var number in (ReadOnlySpan<double>)[_scale, _shift, _scaleSquares, _shiftSquares]) writer.Write(number);
        var seen = Enumerable.Range(0, RankerFeatures.Buckets).Where(bucket => _squares[bucket] != 0 || _weights[bucket] != 0).ToArray();
        writer.Write(seen.Length);
        foreach (var bucket in seen)
        {
            writer.Write(bucket);
            writer.Write(_weights[bucket]);
            writer.Write(_squares[bucket]);
        }
        writer.Write(_balance.Count);
        foreach (var (key, balance) in _balance.OrderBy(entry => entry.Key))
        {
            writer.Write(key);
            writer.Write(balance);
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads such bytes; null where another version of the program wrote them: then the log is replayed.</summary>
    public static CandidateRanker? Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            if (reader.ReadUInt32() != Magic || reader.ReadInt32() != RankerFeatures.Version) return null;
            var ranker = new CandidateRanker { Decisions = reader.ReadInt32() };
            (ranker._scale, ranker._shift, ranker._scaleSquares, ranker._shiftSquares) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var bucket = reader.ReadInt32();
                if ((uint)bucket >= RankerFeatures.Buckets) return null;
                (ranker._weights[bucket], ranker._squares[bucket]) = (reader.ReadDouble(), reader.ReadDouble());
            }
            for (var left = reader.ReadInt32(); left > 0; left--) ranker._balance[reader.ReadUInt64()] = reader.ReadInt32();
            return ranker;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}
