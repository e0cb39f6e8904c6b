using Algometer.Web.Access;

namespace Algometer.Web.Pages.Shell;

/// <summary>A place of the program in the rail.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Name">The key of its name.</param>
/// <param name="Icon">Its sign.</param>
/// <param name="Right">Who sees it.</param>
/// <param name="IsDaily">Whether it is in the bar of a phone, which has room for four.</param>
internal sealed record Place(string Address, string Name, string Icon, string Right, bool IsDaily = false)
{
    /// <summary>All, in the order of a day's work.</summary>
    public static IReadOnlyList<Place> All { get; } =
    [
        new("/today", "today", "today", Rights.Clinic, true),
        new("/patients", "patients", "people", Rights.Clinic, true),
        new("/", "measure", "gauge", Rights.Instrument, true),
        new("/thresholds", "thresholds", "steps", Rights.Instrument),
        new("/recordings", "recordings", "trace", Rights.Clinic, true),
        new("/results", "results", "chart", Rights.Clinic),
        new("/home", "home", "house", Rights.HomeSession),
        new("/device", "device", "device", Rights.Instrument),
        new("/exports", "export", "out", Rights.Clinic),
        new("/settings", "settings", "settings", Rights.Clinic),
        new("/help", "help", "help", Rights.SignedIn),
    ];
}
