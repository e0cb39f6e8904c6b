namespace Algometer.Clinic.Settings;

/// <summary>What a clinic sets once, kept in the record: who it is, and how measuring begins.</summary>
public sealed record ClinicSettings
{
    /// <summary>Kind of the document.</summary>
    public const string Kind = "clinic-settings";

    private const double HighestBandNewtons = 200;
    private const double LongestHoldSeconds = 600;

    /// <summary>The clinic's name, at the head of reports; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its address, a line a line.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its telephone number.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Language of the pages for browsers that chose none, such as <c>de</c>; empty for what the browser prefers.</summary>
    public string Language { get; init; } = "";

    /// <summary>Unit of display, as the live page names it.</summary>
    public string Unit { get; init; } = "N";

    /// <summary>Lower end of the band that a hold begins with, N. A starting value without evidence of its own.</summary>
    public double BandLowNewtons { get; init; } = 25;

    /// <summary>Upper end, N, likewise.</summary>
    public double BandHighNewtons { get; init; } = 35;

    /// <summary>Planned time of a hold, s.</summary>
    public double HoldSeconds { get; init; } = 60;

    /// <summary>After how many days without a backup the program reminds of one; 0 for never. A proposal, no rule.</summary>
    public int BackupDays { get; init; } = 7;

    /// <summary>The head of a report: name, address and telephone, each where it was set.</summary>
    public IReadOnlyList<string> Letterhead =>
        [.. new[] { Name }.Concat(Address.Split('\n')).Concat([Phone]).Select(line => line.Trim()).Where(line => line.Length > 0)];

    /// <summary>The name of the first field that cannot be, with the reason; null for none.</summary>
    public (string Field, string Why)? Wrong() =>
        !(BandLowNewtons >= 0 && BandHighNewtons > BandLowNewtons && BandHighNewtons <= HighestBandNewtons) ? (nameof(BandHighNewtons), "band")
        : !(HoldSeconds is >= 5 and <= LongestHoldSeconds) ? (nameof(HoldSeconds), "seconds")
        : BackupDays is not (>= 0 and <= 365) ? (nameof(BackupDays), "backup")
        : null;
}
