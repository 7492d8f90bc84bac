using System.Buffers;
using System.Runtime.CompilerServices;

namespace NewsMonitor.Reading.Markup;

/// <summary>A growing text in a rented array: what a StringBuilder is for, without its chunks. Dispose returns the array.</summary>
internal ref struct CharBuffer(int capacity)
{
    private char[] _chars = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 256));

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char c)
    {
        if (Length == _chars.Length)
            Grow(1);
        _chars[Length++] = c;
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > _chars.Length - Length)
            Grow(text.Length);
        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    public void Truncate(int length) => Length = length;

    public override readonly string ToString() => Written.ToString();

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        _chars = [];
    }

    private void Grow(int atLeast)
    {
        var grown = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, Length + atLeast));
        Written.CopyTo(grown);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = grown;
    }
}
