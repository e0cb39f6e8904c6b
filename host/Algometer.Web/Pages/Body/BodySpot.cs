using System.Globalization;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;

namespace Algometer.Web.Pages.Body;

/// <summary>A place on the drawing that can be chosen or bears a value.</summary>
/// <param name="SiteId">The site's name in data.</param>
/// <param name="Side">Which side.</param>
/// <param name="Label">Its name with its side, in the reader's language.</param>
/// <param name="Landmark">How it is found; null where the name says it.</param>
/// <param name="Back">Whether it is drawn on the back.</param>
/// <param name="X">From the left of the drawing, 0 to 100.</param>
/// <param name="Y">From its top, 0 to 213.</param>
public sealed record BodySpot(string SiteId, BodySide Side, string Label, string? Landmark, bool Back, double X, double Y)
{
    private const double Middle = 50;

    /// <summary>Half a mark's width: nearer to the midline than this, a place lies on it.</summary>
    private const double OnMidline = 1.5;

    /// <summary>Site and side as one name in data.</summary>
    public string Key => $"{SiteId}/{Side.ToString().ToLowerInvariant()}";

    /// <summary>A place of the clinic's own, with its name without a side; null for a site of the list.</summary>
    public (string Name, OwnPlace Place)? Own { get; init; }

    /// <summary>Every side of every site of the list.</summary>
    internal static IEnumerable<BodySpot> Of(SiteCatalogue sites) =>
        from site in sites.Sites
        from side in site.Midline ? [BodySide.Midline] : (BodySide[])[BodySide.Left, BodySide.Right]
        let back = site.View == BodyView.Back
        let across = side == BodySide.Midline ? 0 : (side == BodySide.Left) != back ? site.X : -site.X
        select new BodySpot(site.Id, side, BodyWords.Place(site.Id, site.Name, side), BodyWords.Landmark(site), back, Middle + across, site.Y);

    /// <summary>A place of the clinic's own that was measured before.</summary>
    internal static BodySpot Of(TestPlace place)
    {
        string name = BodyWords.WithoutSide(place.Name, place.Side);
        return new BodySpot(place.SiteId, place.Side, BodyWords.Place(place.SiteId, name, place.Side), null, place.Own!.Back, place.Own.X, place.Own.Y) { Own = (name, place.Own) };
    }

    /// <summary>A new place of the clinic's own, on the side where it was marked.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="region">Its region.</param>
    /// <param name="mark">Where it is.</param>
    /// <param name="number">Tells it from others of the same name.</param>
    internal static BodySpot Marked(string name, string region, BodyMark mark, int number)
    {
        bool back = mark.View == BodyView.Back;
        BodySide side = Math.Abs(mark.X - Middle) < OnMidline ? BodySide.Midline : mark.X > Middle != back ? BodySide.Left : BodySide.Right;
        string letters = string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var place = new OwnPlace(region, back, side == BodySide.Midline ? Middle : mark.X, mark.Y);
        string id = string.Create(CultureInfo.InvariantCulture, $"own-{letters}-{number}");
        return new BodySpot(id, side, BodyWords.Place(id, name, side), null, back, place.X, place.Y) { Own = (name, place) };
    }
}
