using Algometer.VirtualDevice;

namespace Algometer.Tests.Shared;

/// <summary>
/// Plays a scenario from the moment that it is told to, and stays at a moment of it until it is told to go on. A scenario by itself runs on
/// the device's clock from the stream's start, so that a page that opens late meets a hand that is about to let go.
/// </summary>
/// <param name="scenario">The load.</param>
/// <param name="stayAt">Where it stays, s of the scenario.</param>
internal sealed class StoryHand(Scenario scenario, double stayAt) : IVirtualHand
{
    private readonly SeededNoise _noise = new(5);
    private double _before = double.NaN;
    private double _script;
    private double _stayAt = stayAt;
    private double _from;
    private bool _begun;

    /// <inheritdoc/>
    public double Newtons { get; private set; }

    /// <inheritdoc/>
    public bool PressesButton => false;

    /// <inheritdoc/>
    public SensorFault Fault => SensorFault.None;

    /// <summary>The hand begins.</summary>
    public void Begin() => Volatile.Write(ref _begun, true);

    /// <summary>The story ends here instead: now, when it is past that.</summary>
    public void StayAt(double seconds) => Volatile.Write(ref _stayAt, seconds);

    /// <summary>The story goes on from there, to its end.</summary>
    public void GoTo(double seconds)
    {
        Volatile.Write(ref _from, seconds);
        StayAt(double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public void MoveTo(double seconds)
    {
        if (Volatile.Read(ref _begun))
        {
            double step = double.IsNaN(_before) ? 0 : seconds - _before;
            _script = Math.Max(Math.Max(_script, Volatile.Read(ref _from)), Math.Min(Volatile.Read(ref _stayAt), _script + step));
            _before = seconds;
        }

        Newtons = _script < scenario.PeriodSeconds ? scenario.Force(_script, _noise) : 0;
    }
}
