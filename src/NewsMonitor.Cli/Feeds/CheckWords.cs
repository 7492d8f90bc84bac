using NewsMonitor.Core.Feeds;

namespace NewsMonitor.Cli.Feeds;

/// <summary>How a check ended, in a sentence.</summary>
internal static class CheckWords
{
    public static string Of(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.New => "There was something new.",
        CheckOutcome.NothingNew => "There was nothing new.",
        CheckOutcome.Unchanged => "Nothing has changed since the last check.",
        CheckOutcome.NotFound => "The server has nothing at this address (404).",
        CheckOutcome.Gone => "The publisher has taken the feed down for good (410).",
        CheckOutcome.Refused => "The server refuses to give it to us.",
        CheckOutcome.TooManyRequests => "The server says that we ask too often.",
        CheckOutcome.ServerError => "The server has a fault of its own.",
        CheckOutcome.Unreachable => "The server cannot be reached.",
        CheckOutcome.TimedOut => "The server took too long to answer.",
        CheckOutcome.TooLarge => "The answer is too large to be a feed.",
        CheckOutcome.NotAFeed => "What stands there is not a feed.",
        CheckOutcome.HtmlPage => "This is a web page, and it names no feed.",
        CheckOutcome.PrivateAddress => "The address leads into a private network. If it is meant to, list its host:port in Ingestion:AllowPrivate.",
        CheckOutcome.TooManyRedirects => "The address redirects in a circle.",
        CheckOutcome.BadAddress => "This is not a web address.",
        CheckOutcome.NoLinks => "The page's link rule finds no links.",
        CheckOutcome.BrokeWorkers => "It was not asked: workers ended over it one after the other. It is tried alone and ever more seldom.",
        _ => "It could not be fetched.",
    };
}
