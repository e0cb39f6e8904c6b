using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Turns a wire sample into a <see cref="Sample"/>: unwraps its numbers, checks the device's force against the counts, and flags what no honest
/// device leaves unflagged: a converter at its end, and a force far below zero.
/// </summary>
public sealed class SampleConverter
{
    private const int Kept = 8;
    private const int ToleranceMillinewtons = 1;

    // The device's own bound (PROTOCOL.md, flag 0x0100): a reversed slope or a moved zero makes a press read as nothing.
    private const double MostBelowZeroPart = 0.02;

    // The bits that are the device's to say; the others are the host's own.
    private const int DeviceFlags = 0x0FFF | (int)SampleFlags.Glitch;
    private readonly (long From, CellCalibration Calibration)[] _calibrations = new (long, CellCalibration)[Kept];
    private int _count;

    /// <summary>Samples whose counts and force did not agree.</summary>
    public long Disagreements { get; private set; }

    /// <summary>Whether a calibration is known.</summary>
    public bool IsCalibrated => _count > 0;

    /// <summary>The calibration last received.</summary>
    public CellCalibration Latest => _count == 0 ? default : _calibrations[_count - 1].Calibration;

    /// <summary>Forgets all calibrations, after a restart of the device.</summary>
    public void Reset() => _count = 0;

    /// <summary>A calibration holds from a sample on.</summary>
    /// <returns>False when it was known already.</returns>
    public bool Add(in CellCalibration calibration, long fromSequence)
    {
        if (_count > 0 && _calibrations[_count - 1].Calibration == calibration)
        {
            return false;
        }

        if (_count == Kept)
        {
            Array.Copy(_calibrations, 1, _calibrations, 0, Kept - 1);
            _count--;
        }

        _calibrations[_count++] = (fromSequence, calibration);
        return true;
    }

    /// <summary>Converts one sample.</summary>
    /// <param name="message">As received.</param>
    /// <param name="sequence">Its unwrapped sequence.</param>
    /// <param name="deviceMicroseconds">Its unwrapped time.</param>
    public Sample Convert(in SampleMessage message, long sequence, long deviceMicroseconds)
    {
        var flags = (SampleFlags)(message.Flags & DeviceFlags);
        double force = double.NaN;
        if (message.ForceMillinewtons != Protocol.BlankForce)
        {
            CellCalibration calibration = For(sequence);
            long difference = (long)calibration.ToMillinewtons(message.RawCounts) - message.ForceMillinewtons;
            if (_count > 0 && Math.Abs(difference) <= ToleranceMillinewtons)
            {
                force = calibration.ToNewtons(message.RawCounts);
                flags |= Impossible(message.RawCounts, force, calibration.CapacityMillinewtons);
                force = (flags & SampleFlags.Faults) == SampleFlags.None ? force : double.NaN;
            }
            else
            {
                flags |= SampleFlags.Disagreement;
                Disagreements++;
            }
        }

        return new Sample(sequence, deviceMicroseconds, message.RawCounts, force, flags, (AlarmState)message.Alarm);
    }

    private static SampleFlags Impossible(int rawCounts, double force, int capacityMillinewtons)
    {
        if (rawCounts is CellCalibration.HighestCode or CellCalibration.LowestCode)
        {
            return SampleFlags.Saturated;
        }

        double capacity = capacityMillinewtons * 1e-3;
        return capacity > 0 && force < (-MostBelowZeroPart * capacity) - (ToleranceMillinewtons * 1e-3) ? SampleFlags.ZeroDrift : SampleFlags.None;
    }

    private CellCalibration For(long sequence)
    {
        for (int i = _count - 1; i > 0; i--)
        {
            if (sequence >= _calibrations[i].From)
            {
                return _calibrations[i].Calibration;
            }
        }

        return _calibrations[0].Calibration;
    }
}
