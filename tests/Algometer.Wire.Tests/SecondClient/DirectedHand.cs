using Algometer.VirtualDevice;

namespace Algometer.Wire.Tests.SecondClient;

/// <summary>Whoever holds the device while the second implementation talks to it: presses as the test says.</summary>
internal sealed class DirectedHand : IVirtualHand
{
    private double _newtons = 20;
    private volatile bool _button;

    /// <inheritdoc/>
    public double Newtons => Volatile.Read(ref _newtons);

    /// <inheritdoc/>
    public bool PressesButton => _button;

    /// <inheritdoc/>
    public SensorFault Fault => SensorFault.None;

    /// <inheritdoc/>
    public void MoveTo(double seconds)
    {
        // Moves only when told.
    }

    public void Press(double newtons) => Volatile.Write(ref _newtons, newtons);

    public void PressButton(bool pressed) => _button = pressed;
}
