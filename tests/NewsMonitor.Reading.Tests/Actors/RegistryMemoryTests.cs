using NewsMonitor.Reading.Actors;

namespace NewsMonitor.Reading.Tests.Actors;

/// <summary>Tests that weigh the whole heap: what others hold meanwhile would be weighed too.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class WhatWeighsTheHeap;

[Collection<WhatWeighsTheHeap>]
public sealed class RegistryMemoryTests
{
    [Fact]
    public void Two_hundred_thousand_names_take_less_than_150_MB()
    {
        var before = GC.GetTotalMemory(true);
        var index = ActorIndex.Build(Enumerable.Range(0, 70_000).Select(i => new RegistryActor
        {
            Key = $"p{i}", Kind = ActorKind.Person, Name = $"Vorname{i % 997} Nachname{i}", Aliases = [$"Firstname{i % 991} Surname{i}"], Country = "de",
        }));
        var taken = GC.GetTotalMemory(true) - before;
        Assert.True(index.NameCount >= 200_000, $"{index.NameCount} names");
        Assert.True(taken < 150_000_000, $"{taken:N0} bytes");
        GC.KeepAlive(index);
    }
}
