using Algometer.Measurement.Visits;
using Algometer.Web.Pages.Body;
using Algometer.Web.Pages.Shell;

namespace Algometer.Web.Pages.Visits;

/// <summary>The words of a visit's lists in the reader's language; what the clinic wrote itself stays as it is.</summary>
internal static class VisitWords
{
    private static readonly KnownWords _words = new(typeof(Words.VisitLists));
    private static readonly KnownWords _verdicts = new(typeof(Words.Recording), typeof(Words.Measure));

    public static string Preset(VisitPreset preset) => _words.Of("preset." + preset.Id, preset.Text);

    public static string Advice(VisitPreset preset) => _words.Of($"preset.{preset.Id}.is", preset.Advice);

    public static string Movement(Movement movement) => _words.Of("movement." + movement.Id, movement.Text);

    public static string Unit(Movement movement) => movement.Unit.Any(char.IsLetter) ? _words.Of($"movement.{movement.Id}.unit", movement.Unit) : movement.Unit;

    public static string Technique(Technique technique) => _words.Of("technique." + technique.Id, technique.Text);

    public static string Field(Technique technique, Named field) => _words.Of($"technique.{technique.Id}.{field.Id}", field.Text);

    /// <summary>A quality, a time of day, a concern or an expectation.</summary>
    public static string Of(string list, Named named) => _words.Of($"{list}.{named.Id}", named.Text);

    /// <summary>A quality by its name in data.</summary>
    public static string Quality(VisitLists lists, string id) => lists.Qualities.FirstOrDefault(known => known.Id == id) is { } known ? Of("quality", known) : id;

    /// <summary>A point's site and side.</summary>
    public static string Where(SiteCatalogue sites, TriggerPoint point, string own) => BodyWords.Place(point.Site, sites.Sites.FirstOrDefault(site => site.Id == point.Site)?.Name ?? (point.Site.Length == 0 ? own : point.Site), point.Side);

    /// <summary>The verdict of a hold, which was written in the source language when it was over.</summary>
    public static string Verdict(string said) => _verdicts.Said(said);
}
