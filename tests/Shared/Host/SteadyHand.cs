using Algometer.VirtualDevice;

namespace Algometer.Tests.Shared;

/// <summary>Somebody who presses with one force until the test says another.</summary>
internal sealed class SteadyHand(double newtons) : IVirtualHand
{
    private double _newtons = newtons;

    public double Newtons
    {
        get => Volatile.Read(ref _newtons);
        set => Volatile.Write(ref _newtons, value);
    }

    public bool PressesButton => false;

    /// <summary>What is wrong with the sensor.</summary>
    public SensorFault Fault { get; set; }

    public void MoveTo(double seconds)
    {
    }
}
