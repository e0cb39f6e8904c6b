using Algometer.StandIns;

namespace System.Device.Gpio;

public enum PinMode
{
    Input = 0,
    InputPullDown = 1,
    InputPullUp = 2,
    Output = 3,
}

public enum PinEventTypes
{
    None = 0,
    Rising = 1,
    Falling = 2,
}

public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);

#pragma warning disable CA1711, MA0048 // The library's own name.
public sealed class PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber)
{
    public PinEventTypes ChangeType { get; } = changeType;

    public int PinNumber { get; } = pinNumber;
}
#pragma warning restore CA1711, MA0048

public readonly struct PinValue : IEquatable<PinValue>
{
    private readonly bool _high;

    private PinValue(bool high) => _high = high;

    public static PinValue High => Make(true);

    public static PinValue Low => Make(false);

    public static explicit operator byte(PinValue value)
    {
        SimulatedBoard.Current.Call(LibraryCost.PinValueToByte);
        return (byte)(value._high ? 1 : 0);
    }

    public static bool operator ==(PinValue left, PinValue right)
    {
        SimulatedBoard.Current.Call(LibraryCost.PinValueEquals);
        return left._high == right._high;
    }

    public static bool operator !=(PinValue left, PinValue right) => left._high != right._high;

    public bool Equals(PinValue other) => _high == other._high;

    public override bool Equals(object? obj) => obj is PinValue other && Equals(other);

    public override int GetHashCode() => _high ? 1 : 0;

    internal static PinValue From(bool high) => new(high);

    private static PinValue Make(bool high)
    {
        SimulatedBoard.Current.Call(LibraryCost.PinValueMake);
        return new(high);
    }

    internal bool IsHigh() => _high;
}

public sealed class GpioController
{
    private readonly HashSet<int> _open = [];

    public GpioController() => SimulatedBoard.Current.Call(LibraryCost.ControllerMake);

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        if (!_open.Add(pinNumber))
        {
            throw new InvalidOperationException("The pin is open already.");
        }

        SimulatedBoard.Current.Call(LibraryCost.PinOpen);
        if (mode == PinMode.InputPullUp)
        {
            SimulatedBoard.Current.SetPullUp(pinNumber);
        }
        else if (mode == PinMode.InputPullDown)
        {
            SimulatedBoard.Current.SetPullDown(pinNumber);
        }

        return new GpioPin(pinNumber, mode);
    }
}

public sealed class GpioPin
{
    private readonly int _number;
    private readonly PinMode _mode;

    internal GpioPin(int number, PinMode mode)
    {
        _number = number;
        _mode = mode;
    }

#pragma warning disable CA1003, MA0046 // The library's own delegate.
    /// <summary>Handlers run on the events' thread, some time after the edge.</summary>
    public event PinValueChangedEventHandler ValueChanged
    {
        add => SimulatedBoard.Current.OnEdge(_number, fell => value(this, new PinValueChangedEventArgs(fell ? PinEventTypes.Falling : PinEventTypes.Rising, _number)));
        remove => throw new NotSupportedException();
    }
#pragma warning restore CA1003, MA0046

    public PinValue Read()
    {
        SimulatedBoard.Current.Call(LibraryCost.PinRead);
        return PinValue.From(SimulatedBoard.Current.ReadPin(_number));
    }

    public void Write(PinValue value)
    {
        if (_mode != PinMode.Output)
        {
            throw new InvalidOperationException("The pin is an input.");
        }

        SimulatedBoard.Current.Call(LibraryCost.PinWrite);
        SimulatedBoard.Current.WritePin(_number, value.IsHigh());
    }

    public void Toggle()
    {
        SimulatedBoard.Current.Call(LibraryCost.PinToggle);
        SimulatedBoard.Current.WritePin(_number, !SimulatedBoard.Current.Output(_number));
    }
}
