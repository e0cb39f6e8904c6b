using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Web.Pages.Shell;

namespace Algometer.Web.Pages.Body;

/// <summary>Places of the body in the reader's language. A name that the clinic gave stays as it is.</summary>
internal static class BodyWords
{
    private static readonly KnownWords _words = new(typeof(Words.Body));

    /// <summary>A place by its site's id, its name as data has it, and its side.</summary>
    public static string Place(string siteId, string name, BodySide side) => side == BodySide.Midline ? Site(siteId, name) : $"{Site(siteId, name)}, {Side(side)}";

    /// <summary>A place as a run keeps it: its name ends with its side.</summary>
    public static string Place(TestPlace place) => Place(place.SiteId, WithoutSide(place.Name, place.Side), place.Side);

    /// <summary>A site's name.</summary>
    public static string Site(string siteId, string name) => _words.Of("site." + siteId, name);

    /// <summary>How a site is found.</summary>
    public static string Landmark(TestSite site) => _words.Of($"site.{site.Id}.at", site.Landmark);

    /// <summary>A region's name.</summary>
    public static string Region(SiteRegion region) => _words.Of("region." + region.Id, region.Name);

    /// <summary>A side's name.</summary>
    public static string Side(BodySide side) => _words["side." + side];

    /// <summary>A place's name without the side at its end.</summary>
    public static string WithoutSide(string name, BodySide side)
    {
        string end = $", {side.ToString().ToLowerInvariant()}";
        return side != BodySide.Midline && name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : name;
    }
}
