using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;

namespace Algometer.Home.Tests;

/// <summary>What every stored session must fulfil, whoever pressed and whatever happened.</summary>
internal static class SessionRules
{
    public static void Hold(SessionRecord record, HomeRules rules)
    {
        SessionEntry[] entries = [.. record.Entries];
        Assert.Equal(SessionEntryKind.Phase, entries[0].Kind);
        Assert.Single(entries, entry => entry.Kind == SessionEntryKind.Ended);
        Assert.True(entries.Zip(entries.Skip(1)).All(pair => pair.Second.Seconds >= pair.First.Seconds), "entries run backwards");
        Assert.All(entries, entry => Assert.True(entry.Value is null || double.IsFinite(entry.Value.Value)));
        SessionEntry[] began = [.. entries.Where(entry => entry.Kind == SessionEntryKind.HoldBegan)];
        SessionEntry[] ended = [.. entries.Where(entry => entry.Kind == SessionEntryKind.HoldEnded)];
        Assert.Equal(began.Length, ended.Length);
        Assert.InRange(began.Length, 0, rules.OverTreatment.HoldsAPoint);
        foreach ((SessionEntry from, SessionEntry to) in began.Zip(ended))
        {
            Assert.InRange(to.Value ?? 0, 0, rules.Hold.HardEndSeconds + 0.1);
            SessionEntry? entered = entries.FirstOrDefault(entry => entry.Kind == SessionEntryKind.BandEntered && entry.Hold == from.Hold);
            Assert.True(entered is null || entries.Any(entry => entry.Kind == SessionEntryKind.PainAsked && entry.Hold == from.Hold), "a hold without a question about pain");
        }

        foreach ((SessionEntry end, SessionEntry next) in ended.Zip(began.Skip(1)))
        {
            Assert.True(next.Seconds - end.Seconds >= rules.OverTreatment.RestSeconds - 0.1, $"only {next.Seconds - end.Seconds:0.0} s of rest");
        }

        int locked = Array.FindIndex(entries, entry => entry.Kind == SessionEntryKind.Locked);
        Assert.True(locked < 0 || entries.Skip(locked).All(entry => entry.Kind != SessionEntryKind.HoldBegan), "a hold after a lock");
        int stopped = Array.FindLastIndex(entries, entry => entry.Kind == SessionEntryKind.Stopped);
        Assert.True(stopped < 0 || entries.Skip(stopped).TakeWhile(entry => entry.Kind != SessionEntryKind.StopReason).All(entry => entry.Kind != SessionEntryKind.HoldBegan), "a hold before the reason of a stop");
        Assert.All(entries.Where(entry => entry.Kind == SessionEntryKind.Cue && string.Equals(entry.Text, "more", StringComparison.Ordinal)), entry => Assert.True(entry.Value < record.LowNewtons));
    }
}
