namespace Algometer.VirtualDevice;

/// <summary>
/// Who presses on the simulated device, when it is not a scenario: an operator or patient that may answer to what the host shows. Asked
/// on the device's own thread before each conversion; the same answers give the same bytes.
/// </summary>
public interface IVirtualHand
{
    /// <summary>Moves to a device time, in seconds since the stream was first started; never backwards.</summary>
    void MoveTo(double seconds);

    /// <summary>Force on the cell now, N.</summary>
    double Newtons { get; }

    /// <summary>Whether the patient's button is held down now.</summary>
    bool PressesButton { get; }

    /// <summary>What is wrong with the sensor now.</summary>
    SensorFault Fault { get; }

    /// <summary>Whether a person is asked something now. Nobody answers faster for a device that lives faster.</summary>
    bool IsAsked => false;
}
