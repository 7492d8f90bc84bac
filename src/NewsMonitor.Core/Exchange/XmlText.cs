using System.Text;
using System.Xml;

namespace NewsMonitor.Core.Exchange;

/// <summary>How files of XML are written.</summary>
internal static class XmlText
{
    public static XmlWriterSettings Settings { get; } = new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false };

    /// <summary>Foreign text may hold what XML 1.0 cannot: control characters and halves of pairs.</summary>
    public static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : new(
        [.. text.Where((c, i) => XmlConvert.IsXmlChar(c) || (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c)) || (i > 0 && XmlConvert.IsXmlSurrogatePair(c, text[i - 1])))]);
}
