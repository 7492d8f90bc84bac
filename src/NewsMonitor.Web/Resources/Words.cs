namespace NewsMonitor.Web.Resources;

// Each class names the resource files of one page folder: FrameWords.resx (English) and FrameWords.de.resx (German).

/// <summary>Frame, states, problems.</summary>
public sealed class FrameWords;

/// <summary>Sign-in, first run, own settings.</summary>
public sealed class AccountWords;

/// <summary>One's own tokens of the API.</summary>
public sealed class TokenWords;

/// <summary>The page that documents the API.</summary>
public sealed class GuideWords;

/// <summary>Feeds, users, audit.</summary>
public sealed class AdminWords;

/// <summary>The list of articles and the article itself.</summary>
public sealed class ArticleWords;

/// <summary>Cards, margin, pickers, and what Core answers to a save.</summary>
public sealed class CodingWords;

/// <summary>The lists of actors, issues and instruments.</summary>
public sealed class ListWords;

/// <summary>The query line: completion, faults, form.</summary>
public sealed class SearchWords;

/// <summary>Pasting an article.</summary>
public sealed class PasteWords;

/// <summary>Feeds: their health, their log, adding and importing.</summary>
public sealed class FeedWords;

/// <summary>The system page: queue, nodes, rates, database.</summary>
public sealed class SystemWords;

/// <summary>Long work: each kind while it runs and when it has ended.</summary>
public sealed class JobWords;

/// <summary>Stories: the list, the page of one.</summary>
public sealed class StoryWords;

/// <summary>What the map of positions, the board of threats and networks share: quotes, files, states.</summary>
public sealed class MapWords;

/// <summary>The map of positions.</summary>
public sealed class PositionWords;

/// <summary>The board of threats.</summary>
public sealed class ThreatWords;

/// <summary>Networks.</summary>
public sealed class NetworkWords;

/// <summary>Site rules: how pages are read, and trying that.</summary>
public sealed class RuleWords;

/// <summary>Watches, their alerts, mail and channels.</summary>
public sealed class WatchWords;

/// <summary>The queue of suggestions, unknown names, quality.</summary>
public sealed class SuggestionWords;

/// <summary>What every plot has: as table, to take away, its states.</summary>
public sealed class PlotWords;

/// <summary>Comments: discussions, open questions.</summary>
public sealed class CommentWords;

/// <summary>The desk: attention, movers, what is new.</summary>
public sealed class AttentionWords;

/// <summary>Export and import: the pages that take away and bring in.</summary>
public sealed class ExchangeWords;

/// <summary>Coding rounds: dealing, own work, adjudication.</summary>
public sealed class RoundWords;

/// <summary>Agreement of coders.</summary>
public sealed class AgreementWords;

/// <summary>One actor's page.</summary>
public sealed class ActorWords;
