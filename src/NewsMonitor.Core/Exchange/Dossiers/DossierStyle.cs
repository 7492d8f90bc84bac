namespace NewsMonitor.Core.Exchange.Dossiers;

/// <summary>The look of a dossier on a screen, light or dark, and on paper: quotes in the reading face, chrome without colour, addresses printed in full.</summary>
internal static class DossierStyle
{
    public const string Css = """

        :root { color-scheme: light dark; --ink: #171716; --ink-2: #4f4f4b; --line: #d8d8d2; --paper: #fff; --pro: #1f6b3a; --con: #a3341f; --und: #5c5c57; --threat: #7a4b00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e3; --ink-2: #b5b5ae; --line: #3b3b37; --paper: #171716; --pro: #7ecb95; --con: #f09a86; --und: #b5b5ae; --threat: #e5b45e; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 32px 24px 64px; max-width: 46rem; background: var(--paper); color: var(--ink); font: 15px/24px "Source Sans 3", system-ui, sans-serif; overflow-wrap: break-word; }
        h1 { font: 600 28px/36px "Source Sans 3", system-ui, sans-serif; margin: 0 0 8px; }
        h2 { font: 600 20px/28px "Source Sans 3", system-ui, sans-serif; margin: 40px 0 8px; padding-top: 8px; border-top: 1px solid var(--ink); }
        h3 { font: 600 18px/24px "Source Sans 3", system-ui, sans-serif; margin: 0 0 4px; }
        h4 { font: 600 13px/20px "Source Sans 3", system-ui, sans-serif; margin: 12px 0 4px; color: var(--ink-2); }
        p { margin: 0 0 8px; }
        a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 3px; }
        .kind { font-size: 12px; line-height: 16px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--ink-2); }
        .meta, .kicker { font-size: 13px; line-height: 20px; color: var(--ink-2); font-weight: 400; }
        .text, blockquote p, q { font-family: "Source Serif 4", Georgia, serif; }
        article { padding: 16px 0 8px; border-bottom: 1px solid var(--line); }
        blockquote { margin: 12px 0; padding-left: 16px; border-left: 3px solid var(--ink); }
        blockquote p { font-size: 17px; line-height: 26px; margin: 0; }
        blockquote footer { font-size: 14px; line-height: 20px; }
        table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 20px; }
        th { text-align: left; font-weight: 400; color: var(--ink-2); border-bottom: 1px solid var(--ink); padding: 4px 12px 4px 0; }
        td { vertical-align: top; border-bottom: 1px solid var(--line); padding: 4px 12px 4px 0; }
        th, .stance { white-space: nowrap; }
        .sources a { overflow-wrap: anywhere; }
        ul.claims, ul.said { list-style: none; padding: 0; margin: 0; font-size: 14px; line-height: 22px; }
        ul.claims li { border-bottom: 1px solid var(--line); padding: 4px 0; }
        ol { padding-left: 2.4em; font-size: 14px; line-height: 22px; }
        .pro { color: var(--pro); } .con { color: var(--con); } .und { color: var(--und); } .threat { color: var(--threat); }
        @media (max-width: 480px) { body { padding: 16px 16px 48px; } h1 { font-size: 22px; line-height: 28px; } th, td { padding-right: 6px; font-size: 13px; } th { white-space: normal; } }
        @page { size: A4; margin: 20mm 18mm 22mm; }
        @media print {
          :root { color-scheme: light; --ink: #000; --ink-2: #444; --line: #bbb; --paper: #fff; --pro: #14532d; --con: #7f1d1d; --und: #444; --threat: #6b4200; }
          body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 15pt; }
          a { text-decoration: none; }
          h2, h3, h4, thead { break-after: avoid; } blockquote, tr, li { break-inside: avoid; }
          .sources { break-before: page; }
        }

        """;
}
