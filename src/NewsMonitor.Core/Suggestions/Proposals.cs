using System.Globalization;
using NewsMonitor.Core.Coding;
using NewsMonitor.Reading.Actors;
using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;
using NewsMonitor.Reading.Speech;
using MentionForm = NewsMonitor.Core.Coding.MentionForm;
using FoundForm = NewsMonitor.Reading.Actors.MentionForm;

namespace NewsMonitor.Core.Suggestions;

/// <summary>
/// Says what of a reading is worth an editor's decision.
/// <para>A threat needs a threatener, and a position a speaker, whom the registry or the newsroom knows: the margin cannot hold one without, and
/// an actor is made by people or comes from the registry, never from a guess. A position stands on an issue of the codebook, matched by stem
/// overlap; where none fits, a sure one brings the text's own words along as a new issue, if they make a label (<see cref="IssueNamer"/>).</para>
/// <para>Mentions: the first of each actor, and those within suggested statements, because there an editor looks; an article names its
/// actors some fifty times, and a million articles must not make fifty million rows.</para>
/// </summary>
internal sealed class Proposals(KnownLists lists, CandidateRanker ranker, SuggestionOptions options, string source)
{
    /// <summary>Bounds what one hostile text can put into the archive; a long article of the demo has 15 statements and 40 mentions.</summary>
    private const int MostStatements = 60;
    private const int MostMentions = 80;
    private const int MostMentionsInStatements = 3;
    private const string MentionRule = "known name";

    public IReadOnlyList<Proposal> Of(ArticleAnalysis read)
    {
        var statements = read.Claims.Threats.Select(t => Threat(t, read)).Concat<Proposal?>(read.Claims.Positions.Select(p => Position(p, read)))
            .OfType<Proposal>().Take(MostStatements).ToArray();
        statements = [.. statements.Where((one, at) => !statements.Take(at).Any(before => IsSame(before, one)))];
        return [.. statements, .. Mentions(read, statements).Take(MostMentions)];
    }

    /// <summary>What of a language model's findings is worth a decision: weighed as a rule's are, and marked as the model's.</summary>
    public IReadOnlyList<Proposal> OfModel(ArticleAnalysis read, IEnumerable<FoundThreat> threats, IEnumerable<FoundPosition> positions) =>
        [.. threats.Select(t => Threat(t, read)).Concat<Proposal?>(positions.Select(p => Position(p, read))).OfType<Proposal>().Where(p => p.NewIssue is null).Select(p => p with { Origin = CodeOrigin.Model })];

    /// <summary>A sentence and the speech within it may give one threat twice.</summary>
    private static bool IsSame(Proposal one, Proposal other) =>
        one is ThreatProposal a && other is ThreatProposal b && a.Rule == b.Rule && a.InstrumentWords == b.InstrumentWords && a.Roles.SequenceEqual(b.Roles)
        && a.Anchors[0].Start < b.Anchors[0].End && b.Anchors[0].Start < a.Anchors[0].End;

    private ThreatProposal? Threat(FoundThreat found, ArticleAnalysis read)
    {
        if (found.Threatener.Key is null || Weigh(found.Features, ClaimFingerprint.Of(found, read.Text.Text), options.LeastThreatScore) is not { } weighed || IsSaidOfOthers(found, read)) return null;
        var words = Words(found.InstrumentSpan, read, Limits.Name);
        return new(Roles(ParticipantRole.Threatener, [found.Threatener, .. found.CoThreateners], ParticipantRole.Target, found.Target, found.Via))
        {
            Rule = found.Rule,
            Score = weighed.Score,
            Features = weighed.Features,
            Fingerprint = weighed.Fingerprint,
            Anchors = Anchors(read, found.Evidence, found.Cue, found.Condition, found.InstrumentSpan),
            InstrumentId = lists.Instruments.Find(found.Cameo, words, read.Text.Language),
            InstrumentWords = words,
            Condition = WithoutIf(Words(found.Condition, read, Limits.Title)),
            Mode = Enum.Parse<Coding.ThreatMode>(found.Mode.ToString()),
        };
    }

    /// <summary>
    /// An explicit threat is the threatener's own word. Where somebody of another country says it ("Maas: Russland werde einen hohen Preis
    /// zahlen"), the sentence has mostly been read the wrong way round: six of six were wrong on the demo's articles.
    /// </summary>
    private static bool IsSaidOfOthers(FoundThreat found, ArticleAnalysis read) =>
        found is { Mode: NewsMonitor.Reading.Claims.ThreatMode.Explicit, Via.Key: { } via } && via != found.Threatener.Key && SideOf(via, read) != SideOf(found.Threatener.Key!, read);

    private static string SideOf(string key, ArticleAnalysis read) => read.Actors.Actors.FirstOrDefault(a => a.Key == key)?.Country ?? key;

    private PositionProposal? Position(FoundPosition found, ArticleAnalysis read)
    {
        if (found.Actor.Key is null || Weigh(found.Features, ClaimFingerprint.Of(found, read.Text.Text), options.LeastScore) is not { } weighed) return null;
        var language = read.Text.Language;
        var issue = found.IssueKey is { } key && long.Parse(key, CultureInfo.InvariantCulture) is var known && lists.Matters.Named(known, found.Issue, language) ? known : 0;
        var newIssue = issue == 0 && weighed.Score >= options.LeastNewIssueScore ? NewIssue(found, read) : null;
        if (issue == 0 && newIssue is null) return null;
        return new(Roles(ParticipantRole.Speaker, [found.Actor, .. found.CoActors], ParticipantRole.Addressee, found.Target, found.Via), issue)
        {
            Rule = found.Rule,
            Score = weighed.Score,
            Features = weighed.Features,
            Fingerprint = weighed.Fingerprint,
            Anchors = Anchors(read, found.Evidence, found.Cue, null, null),
            NewIssue = newIssue,
            Stance = issue == 0 ? Enum.Parse<Coding.Stance>(found.Stance.ToString()) : StanceOn(issue, found, language),
            Act = Enum.TryParse<PositionAct>(found.Act.ToString(), out var act) ? act : PositionAct.None,
        };
    }

    private static ProposedIssue? NewIssue(FoundPosition found, ArticleAnalysis read)
    {
        var names = read.Actors.Actors.SelectMany(a => a.Mentions).Where(m => m.Start < found.IssueSpan.End && found.IssueSpan.Start < m.End)
            .SelectMany(m => read.Text.Text[m.Start..m.End].Split([' ', '-'])).ToHashSet(StringComparer.Ordinal);
        var name = IssueNamer.Name(found.Issue, read.Text.Language, names.Contains);
        return name is null ? null : new(IssueNamer.Key(name, read.Text.Language), name);
    }

    private Coding.Stance StanceOn(long issue, FoundPosition found, string language) =>
        (Enum.Parse<Coding.Stance>(found.Stance.ToString()), lists.Matters.Reversed(issue, found.Issue, language)) switch
        {
            (Coding.Stance.Supports, true) => Coding.Stance.Opposes,
            (Coding.Stance.Opposes, true) => Coding.Stance.Supports,
            var (stance, _) => stance,
        };

    /// <summary>Null below the bound, and where people have rejected the very same.</summary>
    private (float Score, string Features, string Fingerprint)? Weigh(ClaimFeatures found, string fingerprint, double least)
    {
        var features = found with { Source = source };
        var score = ranker.Probability(features);
        return score < least || ranker.WasRejected(fingerprint) ? null : ((float)score, RankerFeatures.Write(features), fingerprint);
    }

    private static IEnumerable<MentionProposal> Mentions(ArticleAnalysis read, IReadOnlyList<Proposal> statements)
    {
        foreach (var actor in read.Actors.Actors)
        {
            if (actor.Key is null) continue;
            var within = actor.Mentions.Where(m => m.Form != FoundForm.Pronoun && statements.Any(s => s.Keys.Contains(actor.Key) && Holds(s, m)))
                .Take(MostMentionsInStatements);
            // A paper or an agency named once is mostly the source of a photograph or a line, not an actor of the piece.
            var first = actor.Type is "outlet" or "agency" ? [] : actor.Mentions.Where(m => m.Form is not (FoundForm.Pronoun or FoundForm.Adjective or FoundForm.Compound)).Take(1);
            foreach (var mention in first.Concat(within).DistinctBy(m => (m.Start, m.End)).OrderBy(m => m.Start))
            {
                yield return new(actor.Key, FormOf(mention.Form)) { Rule = MentionRule, Anchors = [new(AnchorRole.Evidence, mention.Start, mention.End)] };
            }
        }
    }

    private static bool Holds(Proposal statement, ActorMention mention) =>
        statement.Anchors.Any(a => a.Role == AnchorRole.Evidence && a.Start <= mention.Start && mention.End <= a.End);

    private static List<ProposedRole> Roles(
        ParticipantRole main, IEnumerable<ClaimActor> actors, ParticipantRole other, ClaimActor? against, ClaimActor? via)
    {
        var roles = actors.Where(a => a.Key is not null).Select(a => new ProposedRole(main, a.Key!)).Distinct().ToList();
        if (against?.Key is { } target && !roles.Contains(new(main, target))) roles.Add(new(other, target));
        // Who speaks for themselves is not their own source.
        if (via?.Key is { } source && !roles.Contains(new(main, source))) roles.Add(new(ParticipantRole.Attributor, source));
        return roles;
    }

    private static List<AnchorDraft> Anchors(ArticleAnalysis read, IEnumerable<TextSpan> evidence, TextSpan? cue, TextSpan? condition, TextSpan? instrument)
    {
        var anchors = evidence.Select(span => new AnchorDraft(AnchorRole.Evidence, span.Start, span.End)).ToList();
        if (cue is { } word) anchors.Add(new(AnchorRole.Cue, word.Start, word.End));
        if (condition is { } clause) anchors.Add(new(AnchorRole.Condition, clause.Start, clause.End));
        if (instrument is { } means) anchors.Add(new(AnchorRole.Instrument, means.Start, means.End));
        return [.. anchors.Where(a => !string.IsNullOrWhiteSpace(read.Text.Text[a.Start..a.End]))];
    }

    private static string? Words(TextSpan? span, ArticleAnalysis read, int most)
    {
        if (span is not { } words) return null;
        var text = read.Text.Text[words.Start..words.End].ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? null : text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>The margin and the card say "if" themselves.</summary>
    private static string? WithoutIf(string? condition) =>
        condition?.Split(' ', 2) is ["falls" or "Falls" or "wenn" or "Wenn" or "sofern" or "Sofern" or "if" or "If", var rest] ? rest : condition;

    private static MentionForm FormOf(FoundForm form) => form switch
    {
        FoundForm.Name or FoundForm.Surname => MentionForm.Name,
        FoundForm.TitleName => MentionForm.TitleAndName,
        FoundForm.Title => MentionForm.Title,
        FoundForm.Metonym => MentionForm.Metonym,
        FoundForm.Adjective => MentionForm.Adjective,
        FoundForm.Compound => MentionForm.Compound,
        FoundForm.Pronoun => MentionForm.Pronoun,
        _ => MentionForm.Description,
    };
}
