namespace NewsMonitor.Reading.Actors;

/// <summary>The mentions of a text while they are being gathered: known actors by their number in the index, unknown persons by name.</summary>
internal sealed class MentionList(ActorIndex index, int tokens)
{
    private readonly List<(int Start, int End, int FirstToken, int EndToken, MentionForm Form, int Who)> _items = [];
    private readonly Dictionary<int, int> _place = [];
    private readonly List<(int Known, string Name, string? Gender, string? Country)> _who = [];
    /// <summary>For each token one more than who is mentioned there, or 0.</summary>
    private readonly int[] _at = new int[tokens];

    public int Count => _items.Count;
    public (int Start, int End, int FirstToken, int EndToken, MentionForm Form, int Who) this[int i] => _items[i];

    /// <summary>Whether a token is already part of a mention other than a mere part of a compound.</summary>
    public bool Covers(int token) => _at[token] != 0;

    /// <summary>The state that the mention at a token names, or whose the one named there is; null if there is none.</summary>
    public string? CountryAt(int token) => _at[token] is var at and > 0 && _who[at - 1].Known is var known and >= 0 && index.Actors[known] is { Kind: not ActorKind.Person } actor
        ? actor.Kind == ActorKind.State ? actor.Key : actor.Country : null;

    public bool Knows(int actor) => _place.ContainsKey(actor);

    /// <summary>The actor's number in the index, or -1 for an unknown person.</summary>
    public int KnownOf(int who) => _who[who].Known;
    public string? GenderOf(int who) => _who[who].Known is var known and >= 0 ? index.Actors[known].Gender : _who[who].Gender;
    public bool IsPerson(int who) => _who[who].Known is var known && (known < 0 || index.Actors[known].Kind == ActorKind.Person);

    public void Add(int actor, MentionForm form, int start, int end, int firstToken, int endToken)
    {
        if (!_place.TryGetValue(actor, out var who))
        {
            who = _who.Count;
            _who.Add((actor, index.Actors[actor].Name, null, null));
            _place.Add(actor, who);
        }
        AddTo(who, form, start, end, firstToken, endToken);
    }

    public int AddUnknown(string name, string? gender, string? country)
    {
        _who.Add((-1, name, gender, country));
        return _who.Count - 1;
    }

    public void AddTo(int who, MentionForm form, int start, int end, int firstToken, int endToken)
    {
        _items.Add((start, end, firstToken, endToken, form, who));
        if (form == MentionForm.Compound) return;
        for (var t = firstToken; t < endToken; t++) _at[t] = who + 1;
    }

    public void Sort() => _items.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End != a.End ? b.End.CompareTo(a.End) : a.Who.CompareTo(b.Who));

    public ActorReading ToReading()
    {
        Sort();
        var order = new int[_who.Count];
        Array.Fill(order, -1);
        var lists = new List<List<ActorMention>>();
        var whose = new List<int>();
        var mentions = new ActorMention[_items.Count];
        for (var m = 0; m < mentions.Length; m++)
        {
            var item = _items[m];
            if (order[item.Who] < 0)
            {
                order[item.Who] = lists.Count;
                lists.Add([]);
                whose.Add(item.Who);
            }
            mentions[m] = new ActorMention(item.Start, item.End, item.FirstToken, item.EndToken, item.Form, order[item.Who]);
            lists[order[item.Who]].Add(mentions[m]);
        }
        var actors = new FoundActor[lists.Count];
        for (var a = 0; a < actors.Length; a++)
        {
            var (known, name, gender, country) = _who[whose[a]];
            actors[a] = known < 0
                ? new FoundActor(null, name, ActorKind.Person, country, gender, lists[a])
                : new FoundActor(index.Actors[known].Key, name, index.Actors[known].Kind, index.Actors[known].Country, index.Actors[known].Gender, lists[a])
                {
                    Type = index.Actors[known].Type,
                };
        }
        return new ActorReading(actors, mentions, tokens);
    }
}
