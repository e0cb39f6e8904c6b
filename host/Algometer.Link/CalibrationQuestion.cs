using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link;

/// <summary>
/// Finds out which calibration a device holds: by a hello and a calibration that both come after the question. An acknowledgement alone says
/// what the device means to have done; one that was lost says nothing.
/// </summary>
internal sealed class CalibrationQuestion(CommandChannel commands, FrameDispatcher dispatcher, TimeProvider time)
{
    // Within 100 ms of a hello, or a second on a slow device, an identify is acknowledged without another one.
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(400);

    // A device that wrote its settings just before may take up to 3 s until the new ones hold.
    private static readonly TimeSpan _longestWrite = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _longestSilence = TimeSpan.FromSeconds(10);

    /// <summary>Asks until the device says that it holds what it was given, or time is up.</summary>
    /// <param name="given">What it should hold.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it said last; null when it said nothing.</returns>
    public async Task<HeldCalibration?> AskAsync(CellCalibration given, CancellationToken cancellationToken)
    {
        int hellos = dispatcher.Hellos;
        long told = dispatcher.CalibrationsTold;
        long began = time.GetTimestamp();
        HeldCalibration? held = null;
        while (true)
        {
            await commands.SendAsync(new Command { Type = MessageType.Identify }, cancellationToken);
            if (dispatcher.Hellos != hellos && dispatcher.CalibrationsTold != told)
            {
                held = dispatcher.HeldCalibration;
            }

            if (held?.Is(given) == true || time.GetElapsedTime(began) > (held is null ? _longestSilence : _longestWrite))
            {
                return held;
            }

            await Task.Delay(_between, time, cancellationToken);
        }
    }
}
