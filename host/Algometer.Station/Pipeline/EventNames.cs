using Algometer.Measurement.Guard;
using Algometer.Measurement.Home.Rules;
using Algometer.Wire;

namespace Algometer.Station.Pipeline;

/// <summary>Names of engines' events in the record: <c>over-limit</c>, <c>band-entered</c> …</summary>
internal static class EventNames
{
    private static readonly Dictionary<MeasurementEventKind, string> _names =
        Enum.GetValues<MeasurementEventKind>().ToDictionary(kind => kind, kind => TextIds.Kebab(kind));

    /// <summary>The name of a kind.</summary>
    public static string Of(MeasurementEventKind kind) => _names[kind];
}

/// <summary>Names of the device's own events in the record.</summary>
internal static class DeviceEventNames
{
    /// <summary>The name of a code.</summary>
    public static string Of(byte code) => "device-" + code switch
    {
        EventCode.Reset => "reset",
        EventCode.FaultRaised => "fault-raised",
        EventCode.FaultCleared => "fault-cleared",
        EventCode.OverLimit => "over-limit",
        EventCode.BackBelowLimit => "back-below-limit",
        EventCode.AlarmCleared => "alarm-cleared",
        EventCode.Tared => "tared",
        EventCode.HoldBegan => "hold-began",
        EventCode.HoldEnded => "hold-ended",
        EventCode.LimitChanged => "limit-changed",
        EventCode.RateChanged => "rate-changed",
        EventCode.Calibrated => "calibrated",
        EventCode.NotStored => "not-stored",
        EventCode.SettingsDoubtful => "settings-doubtful",
        _ => "event-" + code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
