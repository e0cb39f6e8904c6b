using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Visits;

/// <summary>Where pressure is measured, as data.</summary>
/// <param name="Version">Version of the file.</param>
/// <param name="Regions">Regions with the pressure that is never passed there.</param>
/// <param name="Sites">The sites.</param>
public sealed record SiteCatalogue(string Version, IReadOnlyList<SiteRegion> Regions, IReadOnlyList<TestSite> Sites)
{
    /// <summary>A site on a side, with its region's cap.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="side">The side.</param>
    /// <exception cref="ArgumentException">There is no such site, or not on that side.</exception>
    public TestPlace Place(string siteId, BodySide side)
    {
        TestSite site = Sites.FirstOrDefault(known => string.Equals(known.Id, siteId, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no site '{siteId}': choose one of the drawing.", nameof(siteId));
        if (site.Midline != (side == BodySide.Midline))
        {
            throw new ArgumentException(site.Midline ? $"{site.Name} lies on the midline: it has no side." : $"{site.Name} needs a side: left or right.", nameof(side));
        }

        string words = side == BodySide.Midline ? site.Name : $"{site.Name}, {side.ToString().ToLowerInvariant()}";
        return new TestPlace(site.Id, words, side, Regions.First(region => string.Equals(region.Id, site.Region, StringComparison.Ordinal)).CapKpa);
    }

    /// <summary>A place of the clinic's own, with its region's cap.</summary>
    /// <param name="siteId">Its name in data.</param>
    /// <param name="name">Its name for people.</param>
    /// <param name="side">Its side.</param>
    /// <param name="own">Where it is.</param>
    /// <exception cref="ArgumentException">The name, the region or the place cannot be used.</exception>
    public TestPlace Place(string siteId, string name, BodySide side, OwnPlace own)
    {
        ArgumentNullException.ThrowIfNull(own);
        SiteRegion region = Regions.FirstOrDefault(known => string.Equals(known.Id, own.Region, StringComparison.Ordinal))
            ?? throw new ArgumentException("Choose a region for the place: it gives the pressure that is never passed there.", nameof(own));
        return string.IsNullOrWhiteSpace(name) || name.Length > 80 || own.X is < 0 or > 100 || own.Y is < 0 or > 213
            ? throw new ArgumentException("A place of its own needs a name of up to 80 letters and a mark on the drawing.", nameof(name))
            : new TestPlace(siteId, side == BodySide.Midline ? name.Trim() : $"{name.Trim()}, {side.ToString().ToLowerInvariant()}", side, region.CapKpa) { Own = own };
    }

    /// <summary>Checks names, places and caps.</summary>
    /// <exception cref="FormatException">Something does not fit; the message says what.</exception>
    public SiteCatalogue Checked()
    {
        foreach (SiteRegion region in Regions)
        {
            Need(region.CapKpa is > 0 and <= 1000, $"Region '{region.Id}': cap_kpa must be above 0 and at most 1000.");
        }

        foreach (TestSite site in Sites)
        {
            Need(Regions.Any(region => string.Equals(region.Id, site.Region, StringComparison.Ordinal)), $"Site '{site.Id}': there is no region '{site.Region}'.");
            Need(site.X is >= 0 and <= 50 && site.Y is >= 0 and <= 212, $"Site '{site.Id}': x must be 0 to 50 (half the drawing) and y 0 to 212.");
            Need(!site.Midline || site.X == 0, $"Site '{site.Id}': on the midline x is 0.");
        }

        Need(Sites.Select(site => site.Id).Distinct(StringComparer.Ordinal).Count() == Sites.Count, "Two sites have the same id.");
        return this;
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}

/// <summary>A region and its cap.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Name">Name for people.</param>
/// <param name="CapKpa">Pressure of the 1 cm² probe that is never passed, kPa.</param>
/// <param name="Certainty">How sure it is.</param>
public sealed record SiteRegion(string Id, string Name, double CapKpa, Certainty Certainty);

/// <summary>Which side of the drawing.</summary>
public enum BodyView
{
    /// <summary>Seen from the front.</summary>
    Front,

    /// <summary>Seen from the back.</summary>
    Back,
}

/// <summary>A site.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Name">Anatomical name.</param>
/// <param name="Landmark">How it is found.</param>
/// <param name="Region">Its region.</param>
/// <param name="View">Where it is drawn.</param>
/// <param name="X">Distance from the midline of a drawing 100 wide and 212 high.</param>
/// <param name="Y">Height from the top of the same.</param>
/// <param name="Remote">Whether it serves as a remote reference and for familiarisation.</param>
/// <param name="Midline">Whether it has no side.</param>
public sealed record TestSite(string Id, string Name, string Landmark, string Region, BodyView View, double X, double Y, bool Remote = false, bool Midline = false);
