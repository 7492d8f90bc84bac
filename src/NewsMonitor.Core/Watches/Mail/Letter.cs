using System.Net;
using System.Text;
using MimeKit;

namespace NewsMonitor.Core.Watches.Mail;

/// <summary>Who gets a letter.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">As the desk shows them.</param>
/// <param name="Address">Where.</param>
/// <param name="Words">In their language.</param>
public sealed record LetterReader(long UserId, string Name, string Address, AlertWords Words);

/// <summary>Writes letters: plain text, and the same as plain HTML. Nothing is loaded from anywhere, nobody learns who opened it.</summary>
internal static class Letter
{
    private const int QuoteLength = 300;

    /// <param name="reader">Whom to.</param>
    /// <param name="alerts">Of all watches, oldest first.</param>
    /// <param name="options">For the addresses of pages.</param>
    /// <param name="stop">The token that stops mail.</param>
    /// <param name="id">The delivery's key: the same letter, sent again, has the same Message-ID.</param>
    public static MimeMessage Write(LetterReader reader, IReadOnlyList<TellableAlert> alerts, MailOptions options, string stop, Guid id)
    {
        var words = reader.Words;
        var watches = alerts.GroupBy(a => (a.Alert.WatchId, a.WatchName)).ToArray();
        var from = watches.Length == 1 ? watches[0].Key.WatchName : words.Count("Letter.Watches", watches.Length);
        var (text, html) = (new StringBuilder(), new StringBuilder());
        foreach (var watch in watches)
        {
            var address = options.Link(FormattableString.Invariant($"/watches/{watch.Key.WatchId}"));
            text.Append(watch.Key.WatchName).Append('\n').Append(address).Append("\n\n");
            html.Append("<h2 style=\"font-size:16px;margin:24px 0 8px\"><a href=\"").Append(Html(address)).Append("\" style=\"color:#1a1a1a\">").Append(Html(watch.Key.WatchName)).Append("</a></h2>");
            foreach (var alert in watch) Tell(alert, words, options, text, html);
        }
        var (stopAddress, settings) = (options.Link("/mail/stop/" + stop), options.Link("/watches/mail"));
        text.Append("-- \n").Append(words["Letter.Why"]).Append('\n').Append(words["Letter.Settings"]).Append(": ").Append(settings).Append('\n').Append(words["Letter.Stop"]).Append(": ").Append(stopAddress).Append('\n');
        html.Append("<p style=\"color:#666;font-size:12px;margin-top:32px;border-top:1px solid #ddd;padding-top:12px\">").Append(Html(words["Letter.Why"])).Append("<br><a href=\"").Append(Html(settings)).Append("\" style=\"color:#666\">")
            .Append(Html(words["Letter.Settings"])).Append("</a> · <a href=\"").Append(Html(stopAddress)).Append("\" style=\"color:#666\">").Append(Html(words["Letter.Stop"])).Append("</a></p>");
        var letter = Message(reader, options, words.Count("Letter.Subject", alerts.Count, from), text.ToString(), html.ToString(), id);
        // RFC 8058: the mail program's own button does it with one click.
        letter.Headers.Add(HeaderId.ListUnsubscribe, $"<{stopAddress}>");
        letter.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        return letter;
    }

    /// <summary>The letter that tries an address, and asks whose it is unless that is known.</summary>
    public static MimeMessage Try(LetterReader reader, MailOptions options, string? confirm)
    {
        var words = reader.Words;
        var address = confirm is null ? null : options.Link("/mail/confirm/" + confirm);
        var body = address is null ? words["Test.Known"] : words["Test.Body", reader.Name];
        return Message(
            reader, options, words["Test.Subject"], address is null ? body : $"{body}\n\n{address}\n\n{words["Test.Not"]}\n",
            $"<p>{Html(body)}</p>{(address is null ? "" : $"<p><a href=\"{Html(address)}\">{Html(address)}</a></p><p>{Html(words["Test.Not"])}</p>")}", Guid.NewGuid());
    }

    private static void Tell(TellableAlert told, AlertWords words, MailOptions options, StringBuilder text, StringBuilder html)
    {
        var alert = told.Alert;
        var sentence = words.Sentence(alert.Kind, alert.Details, alert.Articles);
        text.Append(words.Kind(alert.Kind)).Append(" · ").Append(words.Day(alert.At)).Append('\n').Append(sentence).Append('\n');
        html.Append("<p style=\"margin:12px 0 4px\"><b>").Append(Html(words.Kind(alert.Kind))).Append("</b> · ").Append(Html(words.Day(alert.At))).Append("<br>").Append(Html(sentence)).Append("</p><ul style=\"margin:0;padding-left:20px\">");
        foreach (var article in told.Articles)
        {
            var address = options.Link(FormattableString.Invariant($"/articles/{article.Id}"));
            text.Append("  - ").Append(article.Title).Append(" (").Append(article.Outlet).Append(")\n    ").Append(address).Append('\n');
            html.Append("<li><a href=\"").Append(Html(address)).Append("\">").Append(Html(article.Title)).Append("</a> <span style=\"color:#666\">").Append(Html(article.Outlet)).Append("</span></li>");
        }
        if (alert.Kind == AlertKind.Articles && alert.Articles > told.Articles.Count)
        {
            var more = words["Letter.More", alert.Articles - told.Articles.Count];
            text.Append("  ").Append(more).Append('\n');
            html.Append("<li>").Append(Html(more)).Append("</li>");
        }
        foreach (var quote in alert.Details.Quotes)
        {
            var address = options.Link(FormattableString.Invariant($"/articles/{quote.ArticleId}?code={quote.StatementId}"));
            var said = quote.Quote.Length <= QuoteLength ? quote.Quote : quote.Quote[..QuoteLength] + " …";
            var source = $"{quote.Outlet}, {words.Day(quote.PublishedAt)}{(quote.IsBefore ? $", {words["Letter.Before"]}" : "")}";
            text.Append("  \"").Append(said.ReplaceLineEndings(" ")).Append("\"\n  ").Append(source).Append('\n').Append("  ").Append(address).Append('\n');
            html.Append("<li style=\"font-family:Georgia,serif\">").Append(Html(said)).Append(" <a href=\"").Append(Html(address)).Append("\" style=\"font-family:sans-serif;color:#666;font-size:12px\">").Append(Html(source)).Append("</a></li>");
        }
        text.Append('\n');
        html.Append("</ul>");
    }

    private static MimeMessage Message(LetterReader reader, MailOptions options, string subject, string text, string html, Guid id)
    {
        var from = MailboxAddress.Parse(options.From!);
        var letter = new MimeMessage { Subject = subject, MessageId = $"{id:N}@{from.Domain}" };
        letter.From.Add(from.Name is { Length: > 0 } ? from : new MailboxAddress("NewsMonitor", from.Address));
        letter.To.Add(new MailboxAddress(reader.Name, reader.Address));
        letter.Body = new BodyBuilder
        {
            TextBody = text,
            HtmlBody = $"<!doctype html><html lang=\"{reader.Words.Language}\"><body style=\"font:14px/20px sans-serif;color:#1a1a1a;max-width:640px\">{html}</body></html>",
        }.ToMessageBody();
        return letter;
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
