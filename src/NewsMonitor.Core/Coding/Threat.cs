namespace NewsMonitor.Core.Coding;

/// <summary>
/// How a threat is made or reported. The first two are spoken by the threatener; warning, perceived and alleged are attributed by
/// somebody else; potential ones nobody has made yet.
/// </summary>
public enum ThreatMode { Explicit, Implicit, Warning, Perceived, Alleged, Potential }

/// <summary>What became of a threat.</summary>
public enum ThreatLifeCycle { Uttered, Observed, CarriedOut, Withdrawn }

/// <summary>Threatener, target, instrument, condition: a harm that is announced, warned of or alleged.</summary>
public sealed class Threat : Statement
{
    public long? InstrumentId { get; set; }
    public Instrument? Instrument { get; set; }
    /// <summary>The instrument in the words of the text ("schwerwiegende Konsequenzen"), where it says more than the codebook's.</summary>
    public string? InstrumentWords { get; set; }
    /// <summary>What must happen, or not happen, for the threat to fall due.</summary>
    public string? Condition { get; set; }
    public ThreatMode Mode { get; set; }
    public ThreatLifeCycle LifeCycle { get; set; }
}
