using Algometer.Measurement.Agreement;
using Algometer.Measurement.Ramp;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Documents.Clinical;

/// <summary>What a reader must know before trusting a number: what was left out, what is not known, what the numbers cannot say.</summary>
internal static class RunLimitations
{
    public static IReadOnlyList<string> Of(ReportRun run, DetectableChange? mdc)
    {
        var notes = new List<string>();
        RunEntry[] ramps = [.. run.Entries.Where(entry => entry.Trial is not null && entry.Kind == StepKind.Ramp)];
        int censored = ramps.Count(entry => entry.Counts && entry.Trial!.Censored);
        int invalid = ramps.Count(entry => !entry.Counts);
        if (run.Simulated)
        {
            notes.Add("SIMULATED: every value of this run comes from a simulated sensor. It shows how the program works and says nothing about a person.");
        }

        if (!run.Finished)
        {
            notes.Add("The run was not finished: places or repeats are missing.");
        }

        if (censored > 0)
        {
            notes.Add($"{Count(censored, "trial")} reached the cut-off without an answer. Such a threshold is above the cut-off; it is shown as such and never averaged as a number.");
        }

        if (invalid > 0)
        {
            notes.Add($"{Count(invalid, "trial")} of {ramps.Length} did not count (✕) and entered no mean; why, stands in the table of all trials.");
        }

        if (run.Entries.Any(entry => entry.Kind == StepKind.Familiarisation))
        {
            notes.Add("The first press on a remote place was for practice and is not part of any mean.");
        }

        double[] low = [.. ramps.Where(entry => entry.Counts).Select(entry => entry.Trial!.ReactionBiasLowKpa).OfType<double>()];
        double[] high = [.. ramps.Where(entry => entry.Counts).Select(entry => entry.Trial!.ReactionBiasHighKpa).OfType<double>()];
        if (low.Length > 0 && high.Length > 0)
        {
            notes.Add(FormattableString.Invariant($"Between feeling and pressing, the pressure went on rising: a usual reaction time ({run.Protocol.ReactionLowSeconds:0.##} to {run.Protocol.ReactionHighSeconds:0.##} s) makes thresholds about {low.Average():0} to {high.Average():0} kPa too high. This is not subtracted."));
        }

        if (ramps.Any(entry => entry is { Counts: true, AnsweredBy: AnswerSource.Key }))
        {
            notes.Add("Some answers came from the computer's keyboard, not from the button on the device: they are later by the keyboard's and the program's delay.");
        }

        notes.Add(mdc is null
            ? "No smallest detectable change (MDC) is entered, so whether a change is more than measurement error is not judged."
            : FormattableString.Invariant($"Changes are judged against MDC95 = {mdc.Kpa:0} kPa ({mdc.Source}): a smaller one is within measurement error."));
        notes.Add(run switch
        {
            { Calibration: not null } => "Uncertainty (k = 2) is that of one reading of the instrument; the scatter of trials (CV) holds for person and examiner.",
            { CalibrationId: 0 } => "The device had its nominal calibration: the uncertainty of its readings is not known.",
            _ => $"Calibration {run.CalibrationId} of the device was not made with this record: its uncertainty is not known here.",
        });
        if (run.Protocol.Certainty == Certainty.Proposed)
        {
            notes.Add("Numbers of this protocol are proposals without published evidence that fixes them.");
        }

        return notes;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
