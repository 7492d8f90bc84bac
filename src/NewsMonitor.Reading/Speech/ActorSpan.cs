namespace NewsMonitor.Reading.Speech;

/// <summary>Where a known actor stands in the text (UTF-16, end exclusive): all that the speech finder needs to know of the registry.</summary>
/// <param name="Start">First UTF-16 unit of the mention.</param>
/// <param name="End">One past its last.</param>
/// <param name="Actor">The registry's key of the actor.</param>
/// <param name="IsPerson">A person or an office: only these may be meant by "er", "sie", "he", "she".</param>
/// <param name="IsState">A state: "the company" never means one.</param>
public readonly record struct ActorSpan(int Start, int End, string Actor, bool IsPerson, bool IsState = false);
