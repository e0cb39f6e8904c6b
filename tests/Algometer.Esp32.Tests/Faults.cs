using Algometer.StandIns;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>A fault that can be put on the board and taken off again.</summary>
internal sealed record Fault(string Name, int Flag, double BoundSeconds, Action<Device> Inject, Action<Device> Remove)
{
    public static readonly Fault[] All =
    [
        new("chip absent, or DOUT stuck high", SampleFlag.NoData, 0.045, d => d.Board.Converter.IsAbsent = true, d => d.Board.Converter.IsAbsent = false),
        new("DOUT stuck low", SampleFlag.Desync, 0.03, d => d.Board.Converter.IsStuckLow = true, d => d.Board.Converter.IsStuckLow = false),
        new("saturated code", SampleFlag.Saturated, 0.03, d => d.RawCode = _ => 8388607, d => d.RawCode = null),
        new("stuck value", SampleFlag.Stuck, 0.08, d => d.Board.Converter.IsFrozen = true, d => d.Board.Converter.IsFrozen = false),
        new("rate out of range", SampleFlag.RateOutOfRange, 3.5, d => d.Board.Converter.RateScale = 0.6, d => d.Board.Converter.RateScale = 1),
        new("missed conversion", SampleFlag.Missed, 0.045, d => d.Board.Converter.Skip = 1, _ => { }),
        new("implausible jump", SampleFlag.Jump, 0.045, d => d.Strike(55, 2), _ => { }),
        new("zero drift beyond 2 %", SampleFlag.ZeroDrift, 0.03, d => d.Replacement = -5, d => d.Replacement = null),
        new("settings corrupt", SampleFlag.SettingsDefault, 0.2, _ => { }, d => d.Send(MessageType.SetLimit, 59000)),
    ];

    public bool IsSettings => Flag == SampleFlag.SettingsDefault;

    /// <summary>Whether nobody knows what presses while it lasts.</summary>
    public bool HidesForce => (Flag & (SampleFlag.Saturated | SampleFlag.Stuck | SampleFlag.RateOutOfRange | SampleFlag.Desync | SampleFlag.NoData)) != 0;

    public bool Blanks => (Flag & SampleFlag.Blanking) != 0;

    /// <summary>Both slots of the settings, each with a bit turned.</summary>
    public static void CorruptSettings(SimulatedFlash flash)
    {
        foreach (string name in flash.Names.Where(name => name.Contains("settings", StringComparison.Ordinal)))
        {
            flash.Corrupt(name, 20, 4);
        }
    }
}
