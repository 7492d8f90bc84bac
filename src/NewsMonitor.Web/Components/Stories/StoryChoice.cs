namespace NewsMonitor.Web.Components.Stories;

/// <summary>What another story is being chosen for.</summary>
internal enum StoryChoice { Move, Merge }
