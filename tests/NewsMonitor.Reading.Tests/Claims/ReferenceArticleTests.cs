using NewsMonitor.Reading.Analysis;
using NewsMonitor.Reading.Claims;

namespace NewsMonitor.Reading.Tests.Claims;

/// <summary>The reference article lies beside the repository, not in it: without it these tests are skipped.</summary>
public class ReferenceArticleTests
{
    private static ArticleAnalysis Read()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var place in (string[])["shared", "../shared"])
            {
                var file = Path.Combine(folder.FullName, place, "reference-article", "article.txt");
                if (File.Exists(file)) return ArticleAnalyzer.Analyze(File.ReadAllText(file), "de", new DateOnly(2021, 12, 8));
            }
        }
        Assert.Skip("The reference article (../shared/reference-article/article.txt) is not here.");
        return null!;
    }

    [Fact]
    public void Its_main_actors_are_found()
    {
        var keys = Read().Actors.Actors.Select(actor => actor.Key).ToHashSet();
        string[] wanted = ["biden", "putin", "blinken", "sullivan", "psaki", "peskow", "uschakow", "selenskyj", "resnikow", "scholz", "merkel", "macron", "johnson", "draghi", "von-der-leyen",
            "ru", "us", "ua", "ge", "de", "fr", "gb", "it", "nato", "eu", "kremlin", "white-house", "g20", "cnn", "west", "allies", "separatists-donbas"];
        Assert.True(wanted.Count(keys.Contains) >= 31, string.Join(", ", wanted.Where(key => !keys.Contains(key))));
    }

    [Fact]
    public void The_threats_its_description_names_are_found()
    {
        var threats = Read().Claims.Threats;
        Assert.Contains(threats, threat => threat is { Threatener.Key: "biden", Target.Key: "putin", Instrument: "sanctions", Mode: ThreatMode.Explicit, Via.Key: "sullivan", Cameo: "1312" });
        Assert.Contains(threats, threat => threat is { Threatener.Key: "von-der-leyen", Target.Key: "ru", Instrument: "sanctions", Mode: ThreatMode.Explicit });
        Assert.Contains(threats, threat => threat is { Threatener.Key: "ru", Target.Key: "ua", Mode: ThreatMode.Alleged, Via.Key: "us" });
        Assert.Contains(threats, threat => threat is { Threatener.Key: "putin", Target.Key: "nato", Mode: ThreatMode.Implicit });
        Assert.Contains(threats, threat => threat is { Threatener.Key: "ru", Target.Key: "ua", Mode: ThreatMode.Warning, Via.Key: "resnikow" });
    }

    [Fact]
    public void The_positions_its_description_names_are_found()
    {
        var positions = Read().Claims.Positions;
        Assert.Contains(positions, position => position is { Actor.Key: "putin", Stance: Stance.Supports, Act: SpeechAct.Demands } && position.Evidence[0].Start is > 1100 and < 1140);
        Assert.Contains(positions, position => position is { Actor.Key: "us", Stance: Stance.Opposes });
        Assert.Contains(positions, position => position is { Actor.Key: "psaki", Stance: Stance.Opposes });
        Assert.Contains(positions, position => position is { Actor.Key: "scholz", Stance: Stance.Supports, Act: SpeechAct.Demands });
        Assert.Contains(positions, position => position is { Actor.Key: "ru", Stance: Stance.Opposes });
    }
}
