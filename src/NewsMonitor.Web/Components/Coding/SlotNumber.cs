using NewsMonitor.Core.Coding;

namespace NewsMonitor.Web.Components.Coding;

/// <summary>A word of the text that fills a field of the open card, with the number that both carry.</summary>
/// <param name="At">Where the word begins, UTF-16 offset.</param>
/// <param name="Number">The field's number.</param>
public readonly record struct SlotNumber(int At, int Number)
{
    public const int Instrument = 3, Condition = 4;

    public static int Of(ParticipantRole role) => role switch
    {
        ParticipantRole.Threatener or ParticipantRole.Speaker => 1,
        ParticipantRole.Target => 2,
        ParticipantRole.Attributor => 5,
        ParticipantRole.Addressee => 6,
        _ => 7,
    };

    /// <summary>The words of a card: mentions of its actors within or beside its evidence, and its own further anchors.</summary>
    public static IReadOnlyList<SlotNumber> In(CodeSlots? slots, IReadOnlyList<MarginRow> margin)
    {
        if (slots is not StatementSlots statement) return [];
        var evidence = slots.Anchors.Where(a => a.Role == AnchorRole.Evidence).ToArray();
        if (evidence.Length == 0) return [];
        // A sentence's length around: the source mostly stands just outside the words that are proved.
        var (from, to) = (evidence.Min(a => a.Start) - 120, evidence.Max(a => a.End) + 120);
        var mentions = margin.OfType<MentionRow>().Where(m => m.State != CodeState.Rejected && m.First is { } at && at.Start >= from && at.End <= to)
            .OrderBy(m => evidence.Any(e => m.First!.Start >= e.Start && m.First.End <= e.End) ? 0 : 1).ThenBy(m => m.First!.Start).ToArray();
        var numbers = new Dictionary<int, SlotNumber>();
        foreach (var role in statement.Shown)
        {
            foreach (var actor in statement.In(role))
            {
                if (mentions.FirstOrDefault(m => m.Actor.Id == actor.Id) is { First: { } at }) numbers.TryAdd(at.Start, new(at.Start, Of(role)));
            }
        }
        foreach (var anchor in slots.Anchors)
        {
            if (anchor.Role is AnchorRole.Instrument) numbers[anchor.Start] = new(anchor.Start, Instrument);
            if (anchor.Role is AnchorRole.Condition) numbers[anchor.Start] = new(anchor.Start, Condition);
        }
        return [.. numbers.Values];
    }
}
