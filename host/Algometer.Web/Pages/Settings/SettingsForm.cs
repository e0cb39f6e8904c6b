using Algometer.Clinic.Settings;

namespace Algometer.Web.Pages.Settings;

/// <summary>What is typed on the page of settings, until it is kept.</summary>
internal sealed class SettingsForm
{
    /// <summary>Units of display, as the live page names them.</summary>
    public static IReadOnlyList<string> Units { get; } = ["N", "kPa", "kgf/cm2", "lbf/in2"];

    /// <summary>The clinic's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its address.</summary>
    public string Address { get; set; } = "";

    /// <summary>Its telephone number.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Language for browsers that chose none.</summary>
    public string Language { get; set; } = "";

    /// <summary>Unit of display.</summary>
    public string Unit { get; set; } = "N";

    /// <summary>Lower end of the band, N; null where nothing that is a number is typed.</summary>
    public double? BandLowNewtons { get; set; }

    /// <summary>Upper end, N.</summary>
    public double? BandHighNewtons { get; set; }

    /// <summary>Planned time of a hold, s.</summary>
    public double? HoldSeconds { get; set; }

    /// <summary>Days until a backup is reminded of; 0 for never.</summary>
    public int? BackupDays { get; set; }

    /// <summary>How a unit is written.</summary>
    public static string Symbol(string unit) => unit switch { "kgf/cm2" => "kgf/cm²", "lbf/in2" => "lbf/in²", _ => unit };

    /// <summary>What is set.</summary>
    public static SettingsForm Of(ClinicSettings settings) => new()
    {
        Name = settings.Name,
        Address = settings.Address,
        Phone = settings.Phone,
        Language = settings.Language,
        Unit = settings.Unit,
        BandLowNewtons = settings.BandLowNewtons,
        BandHighNewtons = settings.BandHighNewtons,
        HoldSeconds = settings.HoldSeconds,
        BackupDays = settings.BackupDays,
    };

    /// <summary>As it would be kept, over what is set already.</summary>
    public ClinicSettings Over(ClinicSettings settings) => settings with
    {
        Name = Name.Trim(),
        Address = Address.Trim(),
        Phone = Phone.Trim(),
        Language = Language,
        Unit = Unit,
        BandLowNewtons = BandLowNewtons ?? double.NaN,
        BandHighNewtons = BandHighNewtons ?? double.NaN,
        HoldSeconds = HoldSeconds ?? double.NaN,
        BackupDays = BackupDays ?? -1,
    };
}
