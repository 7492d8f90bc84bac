namespace NewsMonitor.Core.Attention;

/// <summary>
/// Something whose share of all articles has changed against as many days before. Measured by the log-likelihood ratio G² (Dunning 1993; for two
/// corpora Rayson and Garside 2000), which holds for small counts, where differences of percentages and χ² do not.
/// </summary>
/// <param name="Of">What sort of thing.</param>
/// <param name="Id">Which.</param>
/// <param name="Articles">Articles of it in the time.</param>
/// <param name="Before">Articles of it in as many days before.</param>
/// <param name="All">All articles of the time.</param>
/// <param name="AllBefore">All articles of the time before.</param>
public sealed record Mover(AttentionOf Of, long Id, int Articles, int Before, int All, int AllBefore)
{
    /// <summary>Fewer articles in both spans together say nothing of anybody.</summary>
    public const int LeastArticles = 5;
    /// <summary>G² of what chance brings about once in a hundred times (χ², one degree of freedom).</summary>
    public const double LeastLogLikelihood = 6.63;

    public string Name { get; init; } = "";

    public double Share => All == 0 ? 0 : (double)Articles / All;
    public double ShareBefore => AllBefore == 0 ? 0 : (double)Before / AllBefore;
    public bool Rises => Share > ShareBefore;
    public bool IsOne => Articles + Before >= LeastArticles && LogLikelihood >= LeastLogLikelihood;

    /// <summary>0 where the shares are the same or one of the spans is empty.</summary>
    public double LogLikelihood
    {
        get
        {
            if (All == 0 || AllBefore == 0) return 0;
            double together = Articles + Before, whole = (double)All + AllBefore;
            return 2 * (Part(Articles, All * together / whole) + Part(Before, AllBefore * together / whole));
        }
    }

    private static double Part(int seen, double expected) => seen == 0 ? 0 : seen * Math.Log(seen / expected);
}
