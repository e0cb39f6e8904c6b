namespace Algometer.VirtualDevice;

/// <summary>Someone who lays masses on the simulated device's cell: a little shaking, then rest.</summary>
public sealed class SimulatedMasses : IVirtualHand
{
    private double _wanted;
    private double _from;
    private double _since;
    private double _now;

    /// <inheritdoc/>
    public double Newtons { get; private set; }

    /// <inheritdoc/>
    public bool PressesButton => false;

    /// <inheritdoc/>
    public SensorFault Fault => SensorFault.None;

    /// <summary>Changes the load, N; may come from another thread.</summary>
    public void LayOn(double newtons)
    {
        if (Math.Abs(Volatile.Read(ref _wanted) - newtons) > 1e-9)
        {
            Volatile.Write(ref _wanted, newtons);
        }
    }

    /// <inheritdoc/>
    public void MoveTo(double seconds)
    {
        _now = seconds;
        double wanted = Volatile.Read(ref _wanted);
        if (Math.Abs(wanted - _from) > 1e-9)
        {
            _from = wanted;
            _since = seconds;
        }

        double age = _now - _since;
        double left = Newtons + ((wanted - Newtons) * Math.Min(1, age * 2));
        Newtons = age > 1 ? wanted : left + (0.2 * Math.Exp(-age * 5) * Math.Sin(25 * age) * Math.Min(1, wanted));
    }
}
