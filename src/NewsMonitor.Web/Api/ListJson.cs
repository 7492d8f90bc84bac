using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NewsMonitor.Core.Data;

namespace NewsMonitor.Web.Api;

/// <summary>A page of a list.</summary>
public sealed record ListJson<T>
{
    /// <summary>What stands on this page.</summary>
    public required IReadOnlyList<T> Items { get; init; }
    /// <summary>For the parameter <c>cursor</c> of the next page; absent on the last. The <c>Link</c> header says the same as an address.</summary>
    public string? Next { get; init; }
}

/// <summary>How a list is paged.</summary>
internal readonly record struct Paging
{
    public const int Most = 200;
    private const int Usual = 50;

    [FromQuery(Name = "limit"), Description("How many to return, 1 to 200; 50 if left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("Where to go on: 'next' of the page before, with the same other parameters.")]
    public string? Cursor { get; init; }

    /// <summary>How many, checked.</summary>
    public int Size() => (Limit ?? Usual) is >= 1 and <= Most and var size ? size : throw new RefusedException(Problems.Of("bad-request", $"The parameter 'limit' takes 1 to {Most}."));

    public TKey? After<TKey>(string list) where TKey : struct => Api.Cursor.Read<TKey>(list, Cursor);

    /// <summary>The page as it goes out, with a Link header (RFC 8288) to the next one.</summary>
    public static Ok<ListJson<TJson>> Page<TRow, TKey, TJson>(HttpContext context, string list, Page<TRow, TKey> page, Func<TRow, TJson> json) where TKey : struct
    {
        var next = page.Next is { } key ? Api.Cursor.Write(list, key) : null;
        if (next is not null)
        {
            var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value);
            query["cursor"] = next;
            context.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(context.Request.PathBase + context.Request.Path, query)}>; rel=\"next\"";
        }
        return TypedResults.Ok(new ListJson<TJson> { Items = [.. page.Rows.Select(json)], Next = next });
    }
}
