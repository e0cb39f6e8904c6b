using Algometer.Measurement.Home.Rules;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Review;

/// <summary>Finds along a session what a reader must see whatever the zoom: gaps, faults, trials, first contact. One pass over the samples.</summary>
public static class SessionMarks
{
    private const int MostTold = 400;
    private const double JoinSeconds = 0.2;
    private const double ContactNewtons = 1;
    private const int ContactSamples = 4;

    private static readonly (SampleFlags Flag, string Words)[] _words =
    [
        (SampleFlags.Saturated, "out of the converter's range"), (SampleFlags.Stuck, "reading stuck"), (SampleFlags.RateOutOfRange, "sampling rate out of range"), (SampleFlags.Jump, "jump no hand makes"),
        (SampleFlags.ZeroDrift, "zero moved"), (SampleFlags.Desync, "out of step"), (SampleFlags.NoData, "no data from the cell"), (SampleFlags.Disagreement, "device and host disagree"), (SampleFlags.Distrusted, "stream in doubt"),
    ];

    /// <summary>Reads what a session has to mark.</summary>
    public static MarksView Of(RecordStore store, string id)
    {
        SessionSummary session = store.ReadSession(id);
        double start = session.FirstDeviceMicroseconds ?? 0;
        IReadOnlyList<RecordedGap> reasons = store.ReadGaps(id);
        var gaps = new List<GapView>();
        var faults = new List<(double From, double To, SampleFlags Flags)>();
        double? contact = null;
        int above = 0;
        Sample before = default;
        bool any = false;
        foreach (Sample sample in store.ReadSamples(id))
        {
            double at = (sample.DeviceMicroseconds - start) * 1e-6;
            if (any && sample.Sequence > before.Sequence + 1)
            {
                long first = before.Sequence + 1;
                long last = sample.Sequence - 1;
                gaps.Add(new GapView((before.DeviceMicroseconds - start) * 1e-6, at, last - first + 1, reasons.FirstOrDefault(gap => gap.FirstMissingSequence <= last && gap.LastMissingSequence >= first)?.Reason ?? GapReasons.Lost));
            }

            SampleFlags fault = sample.Flags & SampleFlags.Faults;
            if (fault != SampleFlags.None)
            {
                if (faults.Count > 0 && at - faults[^1].To <= JoinSeconds)
                {
                    faults[^1] = (faults[^1].From, at, faults[^1].Flags | fault);
                }
                else
                {
                    faults.Add((at, at, fault));
                }
            }

            above = sample.ForceNewtons > ContactNewtons ? above + 1 : 0;
            contact ??= above == ContactSamples ? at - ((ContactSamples - 1) / Math.Max(1, session.Description.NominalRateHz)) : null;
            (before, any) = (sample, true);
        }

        return new MarksView(
            [.. gaps.Take(MostTold)],
            [.. faults.Take(MostTold).Select(span => Fault(span.From, span.To, span.Flags))],
            Trials(store, id, start),
            contact,
            Math.Max(0, gaps.Count - MostTold) + Math.Max(0, faults.Count - MostTold));
    }

    private static FaultView Fault(double from, double to, SampleFlags flags)
    {
        (SampleFlags Flag, string Words)[] raised = [.. _words.Where(known => (flags & known.Flag) != SampleFlags.None)];
        return new FaultView(from, to, string.Join(", ", raised.Select(known => known.Words))) { Kinds = [.. raised.Select(known => TextIds.Kebab(known.Flag))] };
    }

    private static List<TrialSpan> Trials(RecordStore store, string id, double start)
    {
        var runs = new RunReader(store);
        var trials = new List<TrialSpan>();
        foreach (string document in store.ReadLinks(id).Select(link => link.DocumentId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!IsRun(store, document))
            {
                continue;
            }

            trials.AddRange(runs.Read(document).Entries.Where(entry => entry.Trial is { ContactMicroseconds: > 0 }).Select(entry => new TrialSpan(
                document,
                entry.Ordinal,
                (entry.Trial!.ContactMicroseconds - start) * 1e-6,
                (entry.Trial.EndMicroseconds - start) * 1e-6,
                entry.Place.Name,
                entry.Trial.Words(),
                entry.Counts)));
        }

        return trials;
    }

    // A link may outlive its document, and may name a visit or a plan.
    private static bool IsRun(RecordStore store, string document)
    {
        try
        {
            return store.Documents.Read(document) is { Kind: RunDocument.Kind, DeletedUtc: null };
        }
        catch (RecordStoreException missing) when (missing.Problem == RecordStoreProblem.NotFound)
        {
            return false;
        }
    }
}
