using Algometer.Measurement.Guard;

namespace Algometer.Tests.Shared;

/// <summary>A device that does not tell the truth, and how soon a person must learn of it.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Kind">As what it must be told.</param>
/// <param name="WithinSeconds">The bound, s.</param>
/// <param name="Lie">What it sends at its n-th sample instead.</param>
internal sealed record Liar(string Name, AlarmKind Kind, double WithinSeconds, Action<LiarWire, int> Lie)
{
    /// <summary>Load before and during the lie, N; above 60 it is over the limit when it begins to lie.</summary>
    public double Newtons { get; init; } = 20;

    /// <summary>How it answers when asked who it is; null for not at all.</summary>
    public Action<LiarWire>? Asked { get; init; }

    public override string ToString() => Name;
}
