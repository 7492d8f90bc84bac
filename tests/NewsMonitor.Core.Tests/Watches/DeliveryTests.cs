using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NewsMonitor.Core.Watches;
using NewsMonitor.Core.Watches.Mail;
using NewsMonitor.Testing.Data;
using NewsMonitor.Testing.Mail;
using NewsMonitor.Testing.Web;

namespace NewsMonitor.Core.Tests.Watches;

public sealed class DeliveryTests(TestCluster cluster)
{
    private static Dictionary<string, string?> Settings(MailServer mail) => new()
    {
        ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{mail.Port}", ["Mail:Security"] = "None", ["Mail:From"] = "Redaktion <news@desk.example>", ["Mail:DeskAddress"] = "https://desk.example",
    };

    [Fact]
    public async Task A_letter_gathers_what_comes_together_and_holds_text_html_and_a_way_out()
    {
        await using var mail = MailServer.Start();
        await using var room = await WatchRoom.OpenAsync(cluster, Settings(mail));
        await room.AddressAsync(room.Ana, "ana@example.org");
        await room.WatchAsync("Sanktionen", draft => draft with { Mail = MailRhythm.AtOnce });
        await room.WatchAsync("Hafen", draft => draft with { Mail = MailRhythm.AtOnce });
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.ArriveAsync("Sanktionen am Hafen <b>");
        await room.MatchAsync();
        await room.SendAsync();
        Assert.Empty(mail.Letters); // it gathers for a minute

        await room.MakeDueAsync();
        await room.SendAsync();
        await room.SendAsync();
        var letter = Assert.Single(mail.Letters);
        Assert.Equal("ana@example.org", Assert.Single(letter.To));
        Assert.Equal("news@desk.example", letter.From);
        Assert.StartsWith($"<{(await room.DeliveryAsync()).Uid:N}@", letter.Header("Message-ID"), StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Header("List-Unsubscribe-Post"));
        var text = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(letter.Text)));
        Assert.Equal("2 alerts from 2 watches", text.Subject);
        Assert.Contains("2 articles newly match.", text.TextBody, StringComparison.Ordinal);
        Assert.Contains("Sanktionen am Hafen <b>", text.TextBody, StringComparison.Ordinal);
        Assert.Contains("Sanktionen am Hafen &lt;b&gt;", text.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text.HtmlBody, StringComparison.Ordinal);

        // The way out works without signing in, for its reader alone.
        var stop = letter.Header("List-Unsubscribe")!.Trim('<', '>').Split("/mail/stop/")[1];
        var mailer = room.Archive.Get<Mailer>();
        Assert.False(await mailer.StopAsync(stop.Replace($"{room.Ana}-", $"{room.Ben}-", StringComparison.Ordinal), default));
        Assert.True(await mailer.StopAsync(stop, default));
        await room.ArriveAsync("Noch mehr Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Single(mail.Letters);
    }

    [Fact]
    public async Task A_worker_that_dies_after_the_server_took_the_letter_makes_it_go_out_again_under_the_same_name()
    {
        await using var mail = MailServer.Start();
        await using var room = await WatchRoom.OpenAsync(cluster, Settings(mail));
        await room.AddressAsync(room.Ana, "ana@example.org");
        await room.WatchAsync("Sanktionen", draft => draft with { Mail = MailRhythm.AtOnce });
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        mail.BreakOff = 1; // taken, and the worker never hears of it
        await room.SendAsync();
        Assert.Equal((DeliveryState.Waiting, 1), (await room.DeliveryAsync() is var first ? first.State : default, first.Attempts));

        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Equal(DeliveryState.Sent, (await room.DeliveryAsync()).State);
        Assert.Equal(2, mail.Letters.Count);
        Assert.Equal(mail.Letters[0].Header("Message-ID"), mail.Letters[1].Header("Message-ID"));
        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Equal(2, mail.Letters.Count);
    }

    [Fact]
    public async Task Two_nodes_at_once_send_each_letter_once_and_one_that_froze_marks_nothing()
    {
        await using var mail = MailServer.Start();
        await using var room = await WatchRoom.OpenAsync(cluster, Settings(mail));
        await using var other = room.Archive.Another(Settings(mail));
        foreach (var (user, name) in new[] { (room.Ana, "ana"), (room.Ben, "ben"), (room.Eda, "eda") })
        {
            await room.AddressAsync(user, $"{name}@example.org");
            await room.WatchAsync("Sanktionen", draft => draft with { Mail = MailRhythm.AtOnce }, by: user);
        }
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => room.SendAsync(n % 2 == 0 ? room.Archive : other)));
        Assert.Equal(["ana@example.org", "ben@example.org", "eda@example.org"], mail.Letters.Select(l => l.To[0]).Order());

        await room.ArriveAsync("Noch mehr Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        var frozen = (await room.Archive.Get<DeliveryClaims>().ClaimAsync(DeliveryChannel.Mail, 1, "frozen", default))[0];
        await room.MakeDueAsync(); // its lease is over
        Assert.Equal(3, (await other.Get<DeliveryClaims>().ClaimAsync(DeliveryChannel.Mail, 9, "other", default)).Count);
        Assert.False(await room.Archive.Get<DeliveryClaims>().EndAsync(frozen, DeliveryState.Sent, null, null, default));
    }

    [Fact]
    public async Task An_address_is_written_to_only_after_its_owner_opened_the_link_in_the_letter_that_tries_it()
    {
        await using var mail = MailServer.Start();
        await using var room = await WatchRoom.OpenAsync(cluster, Settings(mail));
        Assert.IsType<MailTrial.NoAddress>(await room.Archive.Get<Mailer>().TryAsync(room.Ana, default));
        Assert.True(await room.Inbox.SaveSettingsAsync("ana@example.org", 7, DayOfWeek.Monday, "Europe/Berlin", room.Ana, default));
        await room.WatchAsync("Sanktionen", draft => draft with { Mail = MailRhythm.AtOnce });
        Assert.IsType<MailTrial.Sent>(await room.Archive.Get<Mailer>().TryAsync(room.Ana, default));
        Assert.IsType<MailTrial.TooSoon>(await room.Archive.Get<Mailer>().TryAsync(room.Ana, default));
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await room.SendAsync();
        var trial = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(mail.Letters).Text)));

        var token = trial.TextBody!.Split("/mail/confirm/")[1].Split('\n', '\r')[0];
        Assert.False(await room.Archive.Get<Mailer>().ConfirmAsync(token.Replace($"{room.Ana}-", $"{room.Ben}-", StringComparison.Ordinal), default));
        Assert.True(await room.Archive.Get<Mailer>().ConfirmAsync(token, default));
        await room.ArriveAsync("Noch mehr Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Equal(2, mail.Letters.Count);

        // Another address is to be confirmed anew, and the old link does not do it.
        Assert.True(await room.Inbox.SaveSettingsAsync("ben@example.org", 7, DayOfWeek.Monday, "Europe/Berlin", room.Ana, default));
        Assert.False(await room.Archive.Get<Mailer>().ConfirmAsync(token, default));
    }

    [Fact]
    public async Task A_letter_that_the_server_puts_off_is_tried_again_and_an_unknown_receiver_is_not()
    {
        await using var mail = MailServer.Start();
        await using var room = await WatchRoom.OpenAsync(cluster, Settings(mail));
        await room.AddressAsync(room.Ana, "ana@example.org");
        await room.WatchAsync("Sanktionen", draft => draft with { Mail = MailRhythm.AtOnce });
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        mail.RefuseLetter = "451 Try later";
        await room.SendAsync();
        var put = await room.DeliveryAsync();
        Assert.Equal((DeliveryState.Waiting, 451), (put.State, put.Status));
        Assert.True(put.DueAt > DateTimeOffset.UtcNow.AddSeconds(5));
        (mail.RefuseLetter, mail.RefuseReceiver) = (null, "550 No such mailbox");
        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Equal(DeliveryState.Failed, (await room.DeliveryAsync()).State);
    }

    [Fact]
    public async Task A_hook_is_called_with_a_signature_that_proves_sender_time_and_body_and_again_under_the_same_id()
    {
        await using var server = await FeedServer.StartAsync();
        await using var room = await WatchRoom.OpenAsync(cluster, new() { ["Ingestion:AllowPrivate:0"] = server.Authority });
        var calls = new List<(string Id, string Time, string Signature, byte[] Body)>();
        var answer = StatusCodes.Status503ServiceUnavailable;
        server.Map("/hook", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            string Header(string name) => context.Request.Headers[name].ToString();
            calls.Add((Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body.ToArray()));
            context.Response.StatusCode = answer;
        });
        var watch = await room.WatchAsync("Sanktionen");
        var secret = Assert.IsType<WatchResult.Made>(await room.Archive.Get<WatchChannels>().AddHookAsync(watch, server.Url("/hook"), room.Ana, default)).Secret;
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await room.SendAsync();
        Assert.Equal((DeliveryState.Waiting, 503), (await room.DeliveryAsync() is var tried ? tried.State : default, tried.Status));
        answer = StatusCodes.Status204NoContent;
        await room.MakeDueAsync();
        await room.SendAsync();
        await room.SendAsync();

        Assert.Equal(2, calls.Count);
        Assert.Equal(calls[0].Id, calls[1].Id);
        Assert.All(calls, call => Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), (byte[])[.. Encoding.UTF8.GetBytes($"{call.Id}.{call.Time}."), .. call.Body])),
            call.Signature));
        using var said = JsonDocument.Parse(calls[1].Body);
        var alert = said.RootElement.GetProperty("data").GetProperty("alerts")[0];
        Assert.Equal(("articles", "Neue Sanktionen"), (alert.GetProperty("kind").GetString(), alert.GetProperty("articles")[0].GetProperty("title").GetString()));
        var log = Assert.Single(Assert.Single((await room.Queries.FindAsync(watch, room.Ana, default))!.Hooks).Log);
        Assert.Equal((DeliveryState.Sent, 2, 204), (log.State, log.Attempts, log.Status));
    }

    [Fact]
    public async Task A_hook_that_wants_no_more_or_fails_for_days_is_disabled_and_one_that_leads_inside_is_not_called()
    {
        await using var server = await FeedServer.StartAsync();
        server.Fail("/gone", 410).Fail("/broken", 500);
        await using var room = await WatchRoom.OpenAsync(cluster, new() { ["Ingestion:AllowPrivate:0"] = server.Authority });
        var watch = await room.WatchAsync("Sanktionen");
        var channels = room.Archive.Get<WatchChannels>();
        foreach (var address in new[] { server.Url("/gone"), server.Url("/broken"), "http://127.0.0.2:9/inside" }) Assert.IsType<WatchResult.Made>(await channels.AddHookAsync(watch, address, room.Ana, default));
        foreach (var address in new[] { "ftp://example.org/", "no address", "https://user:pass@example.org/" })
            Assert.Equal(WatchFault.NoAddress, Assert.IsType<WatchResult.Invalid>(await channels.AddHookAsync(watch, address, room.Ana, default)).Fault);
        await room.ArriveAsync("Neue Sanktionen");
        await room.MatchAsync();
        await room.MakeDueAsync();
        await room.SendAsync();
        await room.SqlAsync("UPDATE watch_hooks SET failing_since = now() - interval '4 days' WHERE failing_since IS NOT NULL");
        await room.MakeDueAsync();
        await room.SendAsync();

        var hooks = (await room.Queries.FindAsync(watch, room.Ana, default))!.Hooks;
        Assert.Equal([HookTrouble.Gone, HookTrouble.LongFailure, HookTrouble.LongFailure], hooks.Select(h => h.Hook.Trouble));
        Assert.All(hooks, hook => Assert.NotNull(hook.Hook.DisabledAt));
        Assert.Contains("not an address of the public internet", hooks[2].Log[0].Detail, StringComparison.Ordinal);
        await room.ArriveAsync("Noch mehr Sanktionen");
        await room.MatchAsync();
        Assert.Equal(0, await room.AskAsync(db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting)));

        Assert.IsType<WatchResult.Saved>(await channels.EnableHookAsync(hooks[1].Hook.Id, room.Ana, default));
        await room.ArriveAsync("Immer noch Sanktionen");
        await room.SqlAsync("UPDATE alerts SET sealed_at = now()");
        await room.MatchAsync();
        Assert.Equal(hooks[1].Hook.Id, (await room.AskAsync(db => db.Deliveries.SingleAsync(d => d.State == DeliveryState.Waiting))).HookId);
    }

    [Theory]
    [InlineData(MailRhythm.Daily, "2026-03-01T05:59:00Z", 7, "Europe/Berlin", "2026-03-01T06:00:00Z")]
    [InlineData(MailRhythm.Daily, "2026-03-01T06:00:00Z", 7, "Europe/Berlin", "2026-03-02T06:00:00Z")]
    [InlineData(MailRhythm.Daily, "2026-03-28T12:00:00Z", 7, "Europe/Berlin", "2026-03-29T05:00:00Z")] // summer time begins
    [InlineData(MailRhythm.Daily, "2026-03-28T12:00:00Z", 2, "Europe/Berlin", "2026-03-29T01:00:00Z")] // an hour that is not
    [InlineData(MailRhythm.Weekly, "2026-03-02T06:00:00Z", 7, "Europe/Berlin", "2026-03-09T06:00:00Z")]
    [InlineData(MailRhythm.Weekly, "2026-03-01T20:00:00Z", 8, "America/New_York", "2026-03-02T13:00:00Z")]
    [InlineData(MailRhythm.AtOnce, "2026-03-01T06:00:00Z", 7, "Europe/Berlin", "2026-03-01T06:01:00Z")]
    public void A_letter_is_due_at_its_reader_s_own_hour(MailRhythm rhythm, string now, int hour, string zone, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
        MailCalendar.Next(rhythm, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), hour, DayOfWeek.Monday, zone));

    [Fact]
    public void Wrong_settings_of_mail_are_all_said_at_once()
    {
        var faults = new MailOptionsValidator().Validate(null, new()
        {
            Host = "mail.example:25", Port = 0, From = "nobody", DeskAddress = "news", UserName = "x", Security = MailSecurity.None,
        }).Failures;
        Assert.Equal(["Mail:Host", "Mail:Port", "Mail:From", "Mail:DeskAddress", "Mail:UserName", "Mail:Security"], faults!.Select(f => f.Split(' ')[0]));
        Assert.True(new MailOptionsValidator().Validate(Options.DefaultName, new()).Succeeded);
    }
}
