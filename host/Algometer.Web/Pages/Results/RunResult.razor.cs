using System.Globalization;
using Algometer.Clinic.Runs;
using Algometer.Web.Pages.Body;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Results;

/// <summary>What a test found: values with left beside right, the body, the table, what else was measured.</summary>
public sealed partial class RunResult
{
    private const string Unit = "kPa";
    private double _top = 100;
    private bool _judged;

    /// <summary>The test.</summary>
    [Parameter, EditorRequired]
    public required RunResultView Result { get; set; }

    /// <summary>What changes are judged against.</summary>
    [Parameter, EditorRequired]
    public required PptSettings Settings { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _top = Math.Max(100, Result.Places.SelectMany(place => place.ValuesKpa).DefaultIfEmpty(0).Max()) * 1.08;
        _judged = Result.Places.Any(place => place.AgainstReferenceKpa is not null || place.Z is not null);
    }

    private string Title => Result.Line.Protocol + (Result.PersonCode is { } code ? " · " + code : "");

    private string Facts => Show.Joined(" · ",
        Show.DayTime(Result.Line.StartedUtc, Time),
        Text["rate", Show.Number(Result.TargetRate), Show.Number(Result.TipAreaCm2, 1)].Value,
        Text["wording", Result.InstructionVersion].Value,
        Result.CalibrationId == 0 ? Text["device-nominal", Result.DeviceId].Value : Text["device", Result.DeviceId, Result.CalibrationId].Value,
        Text["seed", Result.Seed].Value,
        Result.Line.Simulated ? Text["simulated"].Value : null);

    // Places of one site together, left before right.
    private IReadOnlyList<(string Name, PlaceView[] Places)> Groups =>
        [.. Result.Places.GroupBy(place => place.Name.Split(',')[0], StringComparer.Ordinal).Select(group => (group.Key, group.OrderBy(place => place.Key.EndsWith("/right", StringComparison.Ordinal)).ToArray()))];

    private SideView? Side(string site) => Result.Sides.FirstOrDefault(side => string.Equals(side.Site, site, StringComparison.Ordinal));

    private string SideWords(SideView side) => Text["left-less-right", Show.Change(side.DifferenceKpa, Unit, 0), Show.Change(side.PercentOfMean, "%", 0)];

    private string Main(PlaceView place) => place.MeanKpa is { } mean ? $"{Show.Number(mean)} {Unit}" : $"> {Show.Number(place.CutOffKpa)} {Unit}";

    private string Aside(PlaceView place) => place.Name.Split(',') is [_, var side] ? side.Trim() : "";

    private static string Kpa(double? value) => Show.Number(value);

    private string Notes(PlaceView place) => Show.Joined(" ",
        place.Censored > 0 ? Text["censored", place.Censored, Show.Number(place.CutOffKpa)].Value : null,
        place.Outlier is { } outlier ? Text["outlier", outlier + 1].Value : null);

    private string Changed(PlaceView place)
    {
        if (place.BeforeKpa is not { } before || place.MeanKpa is not { } now)
        {
            return Show.Nothing;
        }

        string change = Show.Change(now - before, Unit, 0);
        return place.RealChange switch
        {
            true => Text["change.real", change, Show.Number(Settings.Mdc95Kpa), Settings.MdcSource],
            false => Text["change.within", change, Show.Number(Settings.Mdc95Kpa), Settings.MdcSource],
            null => Text["change.unknown", change],
        };
    }

    private string Z(PlaceView place) => place.Z is { } z
        ? $"{z.ToString("0.00", CultureInfo.CurrentCulture)}{(place.Unusual == true ? " " + Text["unusual"].Value : "")} ({place.NormSource})"
        : Show.Nothing;

    private IEnumerable<string> More(PlaceView place)
    {
        if (place.SummationLastFirst is { } summation)
        {
            yield return Text["summation", Show.Number(summation, 1), Show.Number(place.SummationThree, 1)];
        }

        if (place.ModulationPercent is { } modulation)
        {
            yield return Text["modulation", Show.Number(modulation), Kpa(place.ConditionedKpa)];
        }

        if (place.LevelsKpa is not null)
        {
            yield return Text["response", place.P40Kpa is { } p40 ? $"{Kpa(p40)} {Unit}" : Text["not-reached"].Value, Show.Number(place.SlopePerKpa, 4), Kpa(place.AreaKpa)];
        }

        if (place.AfterSensations.Count > 0)
        {
            yield return Text["after-sensation", string.Join(", ", place.AfterSensations.Select(after => $"{after.Rating}/10, {after.Seconds} s"))];
        }
    }

    // For the drawing: the list's sites, and the clinic's own where they were drawn.
    private IReadOnlyList<BodySpot> Spots => [.. BodySpot.Of(Sites), .. Result.Line.Places.Where(place => place.Own is not null).Select(BodySpot.Of)];

    private Dictionary<string, string> Marks => Result.Places.ToDictionary(place => place.Key, place => place.MeanKpa is { } mean ? Show.Number(mean) : ">" + Show.Number(place.CutOffKpa), StringComparer.Ordinal);
}
