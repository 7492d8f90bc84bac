using System.Net;
using Microsoft.Extensions.Options;

namespace NewsMonitor.Core.Suggestions.LanguageModel;

/// <summary>The operator's settings for a language model, section <c>LanguageModel</c>. Without an address there is none. Checked at start.</summary>
public sealed class ModelOptions
{
    public const string Section = "LanguageModel";

    /// <summary>Where an OpenAI-compatible server answers, up to the version: <c>https://api.openai.com/v1</c>, <c>http://localhost:11434/v1</c>. Null: no model.</summary>
    public string? Address { get; set; }
    /// <summary>The model's name there.</summary>
    public string? Model { get; set; }
    /// <summary>The key, for servers that want one. It is sent to the address alone, and never logged or shown.</summary>
    public string? ApiKey { get; set; }
    /// <summary>For one answer, from asking to its last byte.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
    /// <summary>The most calls a day (UTC) of all nodes together.</summary>
    public int CallsPerDay { get; set; } = 500;
    /// <summary>The most tokens a day of all nodes together, questions and answers; a call that might exceed it is not made.</summary>
    public int TokensPerDay { get; set; } = 1_000_000;
    /// <summary>The most tokens of one answer.</summary>
    public int AnswerTokens { get; set; } = 1500;
    /// <summary>What of an article's text is sent, in characters, from its beginning.</summary>
    public int MostCharacters { get; set; } = 12_000;
    /// <summary>Articles that are asked about at once on a node.</summary>
    public int Parallel { get; set; } = 1;

    public bool Enabled => !string.IsNullOrWhiteSpace(Address);

    internal Uri Endpoint => new(Address!.TrimEnd('/') + "/");

    /// <summary>Without the key: settings end up in logs.</summary>
    public override string ToString() => Enabled ? $"{Model} at {Address}" : "none";
}

internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;
        var faults = new List<string>();
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            faults.Add($"LanguageModel:Address is \"{options.Address}\"; write an address such as https://api.openai.com/v1.");
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0)
            faults.Add("LanguageModel:Address holds a name, a key or a query; put the key into LanguageModel:ApiKey.");
        else if (address.Scheme == "http" && !string.IsNullOrEmpty(options.ApiKey) && !IsLoopback(address))
            faults.Add("LanguageModel:Address is plain http: the key would travel in clear. Use https, or leave LanguageModel:ApiKey empty.");
        if (string.IsNullOrWhiteSpace(options.Model)) faults.Add("LanguageModel:Model is empty; write the model's name as its server knows it.");
        if (options.ApiKey is { } key && key.AsSpan().ContainsAnyExceptInRange('!', '~')) faults.Add("LanguageModel:ApiKey has a space or a character that no key has.");
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(10)) faults.Add($"LanguageModel:Timeout is {options.Timeout}; it must be from 1 second to 10 minutes.");
        Number(options.CallsPerDay, 1, 1_000_000, nameof(options.CallsPerDay));
        Number(options.TokensPerDay, 1_000, 2_000_000_000, nameof(options.TokensPerDay));
        Number(options.AnswerTokens, 100, 16_000, nameof(options.AnswerTokens));
        Number(options.MostCharacters, 500, 100_000, nameof(options.MostCharacters));
        Number(options.Parallel, 1, 16, nameof(options.Parallel));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Number(int value, int least, int most, string setting)
        {
            if (value < least || value > most) faults.Add($"LanguageModel:{setting} is {value}; it must be from {least} to {most}.");
        }
    }

    private static bool IsLoopback(Uri address) => address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
