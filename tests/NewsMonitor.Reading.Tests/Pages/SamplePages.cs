namespace NewsMonitor.Reading.Tests.Pages;

/// <summary>Pages written for these tests.</summary>
internal static class SamplePages
{
    internal const string German = """
        <!DOCTYPE html>
        <html lang="de"><head><meta charset="utf-8"><title>Der Hafen bekommt eine zweite Schleuse | Beispielblatt</title>
        <meta property="og:title" content="Der Hafen bekommt eine zweite Schleuse"><meta property="og:site_name" content="Beispielblatt">
        <meta name="author" content="Von Karla Beispiel">
        <link rel="canonical" href="/politik/hafen-100.html?wt_mc=share"></head>
        <body>
        <div class="cookie-banner"><p>Wir nutzen Cookies, damit diese Seite besser wird. Sie können dem jederzeit widersprechen, wenn Sie möchten.</p></div>
        <nav><ul><li><a href="/">Startseite</a></li><li><a href="/politik">Politik</a></li></ul></nav>
        <main><article>
          <header><span class="kicker">Küste</span><h1>Der Hafen bekommt eine zweite Schleuse</h1>
          <p class="intro">Die Landesregierung hat den Bau genehmigt. Umweltverbände wollen klagen, die Reeder sind erleichtert.</p>
          <p class="meta">Stand: 28.04.2023 14:02 Uhr</p></header>
          <figure><img src="/hafen.jpg"><figcaption>Der Hafen am Morgen. Foto: Beispiel</figcaption></figure>
          <p>Nach elf Jahren der Planung steht fest, wo die zweite Schleuse entsteht: am nördlichen Ende des Beckens, gleich neben der alten. Das teilte das Verkehrsministerium am Freitag mit.</p>
          <div class="related-box"><h3>Lesen Sie auch</h3><ul><li><a href="/a">Warum die alte Schleuse so oft klemmt</a></li></ul></div>
          <h2>Streit um die Kosten</h2>
          <p>Der Rechnungshof hält die Pläne für zu teuer. Die Ministerin widersprach: Wer heute nicht baue, zahle morgen das Doppelte, sagte sie vor Beschäftigten des Hafens.</p>
          <ul><li>Der Bau soll im Herbst beginnen und vier Jahre dauern.</li><li>Die Kosten werden auf neunhundert Millionen Euro geschätzt.</li></ul>
          <blockquote><p>Ohne diese Schleuse fahren die Schiffe anderswohin, und mit ihnen die Arbeit.</p></blockquote>
          <table><tr><th>Güter</th><th>2022</th><th>2023</th></tr><tr><td>Holz</td><td>12</td><td>14</td></tr></table>
          <div class="newsletter"><p>Unser Newsletter bringt Ihnen jeden Morgen die wichtigsten Nachrichten von der Küste in Ihr Postfach.</p></div>
          <p>Die Umweltverbände kündigten an, gegen den Beschluss zu klagen. Sie fürchten um das Watt vor der Einfahrt, das unter Schutz steht.</p>
          <p>Über dieses Thema berichtete das Regionalmagazin am 28. April 2023 um 18:00 Uhr.</p>
        </article>
        <aside><h3>Meistgelesen</h3><p>Fischbrötchen werden teurer, und das hat einen Grund, den nicht jeder Wirt gern nennt.</p></aside>
        <section class="comments"><p>Leserin Anna schreibt, dass sie die alte Schleuse sehr gern mag und eine neue für überflüssig hält.</p></section>
        </main><footer><p>Alle Rechte vorbehalten.</p></footer></body></html>
        """;
}
