using Algometer.Measurement.Easing;
using Algometer.Records;
using Algometer.Records.Model;

namespace Algometer.Clinic.Review;

/// <summary>What was answered in a session to "Somebody let off – was it you?".</summary>
/// <param name="Answers">Seconds since the first sample, and whether the one who pressed let off.</param>
internal sealed record LetOffAnswers(IReadOnlyList<(double Seconds, bool Mine)> Answers)
{
    /// <summary>Reads them from the record.</summary>
    public static LetOffAnswers Of(RecordStore store, string sessionId)
    {
        long first = store.ReadSession(sessionId).FirstDeviceMicroseconds ?? 0;
        return new LetOffAnswers([.. store.ReadEvents(sessionId)
            .Where(happened => string.Equals(happened.Kind, LetOffEvent.Kind, StringComparison.Ordinal))
            .Select(happened => ((happened.DeviceMicroseconds - first) * 1e-6, happened.Value == LetOffEvent.Mine))]);
    }

    /// <summary>The answer for a hold; it may come after the hold's end, until the next begins.</summary>
    /// <param name="fromSeconds">Begin of the hold, s since the first sample.</param>
    /// <param name="untilSeconds">Begin of the next hold; infinite when there is none.</param>
    public LetOffAnswer Between(double fromSeconds, double untilSeconds)
    {
        bool[] own = [.. Answers.Where(answer => answer.Seconds >= fromSeconds && answer.Seconds < untilSeconds).Select(answer => answer.Mine)];
        return own.Length == 0 ? LetOffAnswer.None : own.Contains(true) ? LetOffAnswer.Mine : LetOffAnswer.NotMine;
    }
}
