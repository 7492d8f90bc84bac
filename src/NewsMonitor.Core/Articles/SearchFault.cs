namespace NewsMonitor.Core.Articles;

/// <summary>What is wrong with a part of a query line.</summary>
public enum SearchFaultKind
{
    UnclosedQuote, UnclosedParenthesis, UnopenedParenthesis, LooseOr, NothingToExclude, NoValue, UnknownKey, BeginningTooShort, StarInside, NothingToFind,
    TooLong, TooDeep, TooMany,
    UnknownOutlet, UnknownLanguage, UnknownActor, UnknownIssue, UnknownInstrument, UnknownCoder, UnknownStory,
    NotADate, NotAStance, NotAChoice, NeverTrue,
}

/// <summary>A fault at its place in the line.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Span">Where.</param>
/// <param name="Subject">The words in question.</param>
/// <param name="Offers">What may have been meant, best first: each a text for the place of the span.</param>
public sealed record SearchFault(SearchFaultKind Kind, QuerySpan Span, string Subject, IReadOnlyList<string> Offers)
{
    /// <summary>In English, for scripts and the command line; the pages have their own words.</summary>
    public string Sentence => Kind switch
    {
        SearchFaultKind.UnclosedQuote => "The quotation mark is not closed.",
        SearchFaultKind.UnclosedParenthesis => "The parenthesis is not closed.",
        SearchFaultKind.UnopenedParenthesis => "Nothing is open that this parenthesis could close.",
        SearchFaultKind.LooseOr => "OR needs something on both sides.",
        SearchFaultKind.NothingToExclude => "Nothing follows that could be left out.",
        SearchFaultKind.NoValue => $"\"{Subject}:\" needs a value.",
        SearchFaultKind.UnknownKey => $"There is no key \"{Subject}:\".",
        SearchFaultKind.BeginningTooShort => "The beginning of a word needs three letters or more.",
        SearchFaultKind.StarInside => "A star can only stand at the end of a word.",
        SearchFaultKind.NothingToFind => $"\"{Subject}\" holds no letter and no digit: there is nothing to find.",
        SearchFaultKind.TooLong => $"A query may have {SearchQuery.LongestLine} characters.",
        SearchFaultKind.TooDeep => "The parentheses are nested too deep.",
        SearchFaultKind.TooMany => "These are too many terms for one query.",
        SearchFaultKind.UnknownOutlet => $"There is no outlet \"{Subject}\".",
        SearchFaultKind.UnknownLanguage => $"There is no language \"{Subject}\".",
        SearchFaultKind.UnknownActor => $"There is no actor \"{Subject}\".",
        SearchFaultKind.UnknownIssue => $"There is no issue \"{Subject}\".",
        SearchFaultKind.UnknownInstrument => $"There is no instrument \"{Subject}\".",
        SearchFaultKind.UnknownCoder => $"There is no coder \"{Subject}\".",
        SearchFaultKind.UnknownStory => $"There is no story \"{Subject}\".",
        SearchFaultKind.NotADate => $"\"{Subject}\" is no date. Examples: 2021-12-08, 2021-12, -7d, yesterday.",
        SearchFaultKind.NotAStance => $"\"{Subject}\" is no stance. There are + (supports), - (opposes) and ? (undecided).",
        SearchFaultKind.NotAChoice => $"\"{Subject}\" is no value of this key.",
        _ => "These cannot hold together: no article would ever match.",
    } + (Offers.Count > 0 ? $" Did you mean {string.Join(" or ", Offers)}?" : "");
}
