using System.ComponentModel.DataAnnotations;

namespace NewsMonitor.Web.Localisation;

/// <summary>Who works here (settings section <c>Newsroom</c>; its <c>TimeZone</c> is Core's to read).</summary>
public sealed class NewsroomOptions
{
    public const string Section = "Newsroom";

    /// <summary>Shown at the foot of the sign-in page; empty shows nothing.</summary>
    [MaxLength(120)]
    public string Name { get; set; } = "";
}
