namespace NewsMonitor.Web.Api;

/// <summary>An example of what an endpoint answers, or takes. As an object of the type itself, it cannot come apart from it.</summary>
internal sealed record Example(object Value, bool OfBody = false);

/// <summary>How endpoints are described.</summary>
internal static class Examples
{
    /// <summary>The day of the examples.</summary>
    public static readonly DateTimeOffset Day = new(2021, 12, 8, 8, 21, 0, TimeSpan.Zero);

    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder endpoint, string tag, string summary, string description) =>
        endpoint.WithTags(tag).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, object answer) => endpoint.WithMetadata(new Example(answer));

    public static RouteHandlerBuilder WithBodyExample(this RouteHandlerBuilder endpoint, object body) => endpoint.WithMetadata(new Example(body, OfBody: true));

    /// <summary>The problems that it can answer, besides those that every call can.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
        return endpoint;
    }
}
