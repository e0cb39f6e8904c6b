using Algometer.Clinic.AtHome;
using Algometer.Clinic.Exports;
using Algometer.Clinic.Settings;
using Algometer.Measurement.Calibration;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Web.Running;

namespace Algometer.Web.Pages;

/// <summary>What the pages reach in this process, each as a service of its own type.</summary>
/// <param name="Record">The record; null when nothing is recorded.</param>
/// <param name="Lists">What a visit offers: movements, techniques, outcomes.</param>
/// <param name="Sites">Where on a body thresholds are measured.</param>
/// <param name="Time">Source of wall times.</param>
public sealed record PageParts(RecordStore? Record, VisitLists Lists, SiteCatalogue Sites, TimeProvider Time)
{
    /// <summary>When the present device's calibration is due; null without one.</summary>
    public Func<CalibrationDue?> Calibration { get; init; } = () => null;

    /// <summary>The device and what presses on it.</summary>
    public required OpenStation Station { get; init; }

    /// <summary>The protocols of threshold tests.</summary>
    public required ProtocolCatalogue Protocols { get; init; }

    /// <summary>Home sessions: plans, rules, words.</summary>
    public required OpenHome Home { get; init; }

    /// <summary>Who may sign in, who is, and where one does; no store when nothing is recorded.</summary>
    public required OpenAccounts Accounts { get; init; }

    /// <summary>Exports of this run of the program.</summary>
    public required ExportDesk Exports { get; init; }

    /// <summary>Whether a patient's own place is served, without the clinic's pages around it.</summary>
    public bool IsAtHome { get; init; }

    /// <summary>What the clinic has set.</summary>
    public SettingsStore Settings { get; } = new(Record);

    /// <summary>Whether the web server ends.</summary>
    internal HostEnd End { get; } = new();

    /// <summary>Gives each to whoever asks for its type.</summary>
    internal void Provide(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddSingleton(Time);
        services.AddSingleton(End);
        services.AddSingleton(Lists);
        services.AddSingleton(Sites);
        services.AddSingleton(Protocols);
        services.AddSingleton(Settings);
        services.AddSingleton(new OpenRecord(Record));
        services.AddSingleton(Accounts);
        services.AddSingleton(Accounts.Desk);
        services.AddSingleton(Exports);
        services.AddSingleton(Home);
        services.AddSingleton(new HomeDesk(Home.Store, Home.Content));
        services.AddSingleton(Station);
    }
}
