using System.Numerics;
using NewsMonitor.Reading.Language;

namespace NewsMonitor.Reading.Actors;

/// <summary>What kind of name an entry of the trie is.</summary>
internal enum NameForm : byte { Name, Surname, AdjectiveStem, Adjective, Demonym, Metonym, Description, Quoted, Title }

/// <summary>A name in the trie: 24 bytes, chained to other owners of the same name.</summary>
/// <param name="Owner">The actor, or the title for <see cref="NameForm.Title"/>.</param>
/// <param name="Next">The next entry of the same words, or -1.</param>
/// <param name="Text">Where the words start in the pool.</param>
/// <param name="Length">Their length there.</param>
/// <param name="Form">What kind of name.</param>
/// <param name="Language">0 any, 1 German only, 2 English only.</param>
/// <param name="Capitals">Bit i: word i needs a capital in the text.</param>
/// <param name="Uppers">Bit i: word i is a short abbreviation and must stand in capitals ("US", not "us").</param>
internal readonly record struct NameEntry(int Owner, int Next, int Text, ushort Length, NameForm Form, byte Language, ushort Capitals, ushort Uppers);

/// <summary>
/// A hash trie over tokens: an edge is (node, token hash) in one open-addressed table of longs and ints, so that 200,000 names take some
/// 20 MB and a token that starts no name costs one probe. A match is verified against the words themselves, so hash collisions cannot lie.
/// </summary>
internal sealed class NameTrie
{
    /// <summary>Longer names are not indexed.</summary>
    public const int MostTokens = 12;

    private ulong[] _keys;
    private int[] _children;
    private int[] _entryOfNode = new int[1024];
    private NameEntry[] _entries = new NameEntry[1024];
    private char[] _pool = new char[16 * 1024];
    private int _edges, _nodes = 1, _entryCount, _poolLength;

    public NameTrie(int expectedNames)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1024, expectedNames * 3));
        (_keys, _children) = (new ulong[size], new int[size]);
    }

    public int EntryCount => _entryCount;

    public ref readonly NameEntry Entry(int entry) => ref _entries[entry];

    /// <summary>The words of an entry as the registry wrote them, single spaces between tokens.</summary>
    public ReadOnlySpan<char> WordsOf(in NameEntry entry) => _pool.AsSpan(entry.Text, entry.Length);

    /// <summary>Adds a name; the same words may have many owners.</summary>
    public void Add(string name, int owner, NameForm form, byte language)
    {
        var folded = Tokenizer.Fold(name);
        var tokens = Tokenizer.Tokenize(name, folded);
        if (tokens.Length is 0 or > MostTokens) return;
        var node = 0;
        ushort capitals = 0, uppers = 0;
        var text = _poolLength;
        for (var t = 0; t < tokens.Length; t++)
        {
            var token = tokens[t];
            if (t > 0) Append(' ');
            for (var c = token.Start; c < token.End; c++) Append(folded[c]);
            if (token.IsCapital) capitals |= (ushort)(1 << t);
            if (token.Has(TokenShape.AllUpper) && token.Length <= 4 && tokens.Length == 1) uppers |= (ushort)(1 << t);
            var child = ChildOrNew(node, token.Hash);
            // "Internationaler Währungsfonds" stands as "Internationalen", "Internationale" too: a second edge to the same node.
            if (tokens.Length > 1 && DeclensionStem(folded.AsSpan(token.Start, token.Length)) is { Length: > 0 } stem)
                AddEdge(node, Tokenizer.Hash(stem), child);
            node = child;
        }
        for (var e = _entryOfNode[node] - 1; e >= 0; e = _entries[e].Next)
        {
            if (_entries[e].Owner == owner && (_entries[e].Form == NameForm.Title) == (form == NameForm.Title))
            {
                // The same name twice, perhaps with other capitals (NATO, Nato): keep the laxer one.
                _entries[e] = _entries[e] with { Uppers = (ushort)(_entries[e].Uppers & uppers), Capitals = (ushort)(_entries[e].Capitals & capitals) };
                _poolLength = text;
                return;
            }
        }
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, _entryCount * 2);
        _entries[_entryCount] = new NameEntry(owner, _entryOfNode[node] - 1, text, (ushort)(_poolLength - text), form, language, capitals, uppers);
        _entryOfNode[node] = ++_entryCount;
    }

    /// <summary>Frees what building kept in reserve.</summary>
    public void Trim()
    {
        Array.Resize(ref _entries, _entryCount);
        Array.Resize(ref _entryOfNode, _nodes);
        Array.Resize(ref _pool, _poolLength);
    }

    /// <summary>The child of a node for a token hash, or -1.</summary>
    public int Child(int node, uint hash)
    {
        var mask = _keys.Length - 1;
        var key = Key(node, hash);
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            if (_children[slot] == 0) return -1;
            if (_keys[slot] == key) return _children[slot];
        }
    }

    /// <summary>The newest entry that ends at a node, or -1.</summary>
    public int EntryAt(int node) => _entryOfNode[node] - 1;

    /// <summary>A German adjective without its ending, if the word looks like one; else empty.</summary>
    public static ReadOnlySpan<char> DeclensionStem(ReadOnlySpan<char> folded)
    {
        if (folded.Length < 6) return [];
        var cut = folded[^1] == 'e' ? 1 : folded[^2] == 'e' && folded[^1] is 'r' or 's' or 'n' or 'm' ? 2 : 0;
        if (cut == 0) return [];
        var stem = folded[..^cut];
        return stem.EndsWith("sch") || stem.EndsWith("lich") || stem.EndsWith("ig") || stem.EndsWith("al") || stem.EndsWith("iv") || stem.EndsWith("isiert")
            || stem.EndsWith("weiß") || stem.EndsWith("neu") || stem.EndsWith("vereint") || stem.EndsWith("vereinigt") || stem.EndsWith("wärtig") || stem.EndsWith("national")
            ? stem : [];
    }

    private void Append(char c)
    {
        if (_poolLength == _pool.Length) Array.Resize(ref _pool, _poolLength * 2);
        _pool[_poolLength++] = c;
    }

    private int ChildOrNew(int node, uint hash)
    {
        var child = Child(node, hash);
        if (child > 0) return child;
        child = _nodes++;
        if (child >= _entryOfNode.Length) Array.Resize(ref _entryOfNode, child * 2);
        AddEdge(node, hash, child);
        return child;
    }

    private void AddEdge(int node, uint hash, int child)
    {
        if (Child(node, hash) > 0) return;
        if (++_edges * 10L > _keys.Length * 7L) Grow();
        Insert(Key(node, hash), child);
    }

    private void Insert(ulong key, int child)
    {
        var mask = _keys.Length - 1;
        var slot = Slot(key, mask);
        while (_children[slot] != 0) slot = (slot + 1) & mask;
        (_keys[slot], _children[slot]) = (key, child);
    }

    private void Grow()
    {
        var (keys, children) = (_keys, _children);
        (_keys, _children) = (new ulong[keys.Length * 2], new int[keys.Length * 2]);
        for (var slot = 0; slot < keys.Length; slot++)
        {
            if (children[slot] != 0) Insert(keys[slot], children[slot]);
        }
    }

    private static ulong Key(int node, uint hash) => ((ulong)(uint)node << 32) | hash;

    private static int Slot(ulong key, int mask) => (int)((key * 0x9E3779B97F4A7C15ul) >> 33) & mask;
}
