using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Bids;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>BIDS, read by a script that knows the standard alone.</summary>
public sealed class BidsTests
{
    [Fact]
    public async Task A_dataset_is_read_by_another_program_and_has_the_very_samples()
    {
        using var scratch = new ScratchFolder();
        ExportSelection clinic = Selections.Clinic();
        ExportedSession other = AnySession.Of(AnySession.Ramp(40), "01JSESSION000002");
        ExportSelection both = clinic with { Sessions = [.. clinic.Sessions, other.Summary], Open = summary => summary.Id == other.Summary.Id ? other : clinic.Open(summary) };
        await ExportFolder.WriteAsync(new BidsFormat(), both, scratch.File("bids"), "0", new ExportTicket());
        Recording[] recordings = Read(scratch.File("bids"));
        Assert.Equal(["P017", "P017", "unassigned", "unassigned"], recordings.Select(recording => recording.Subject), StringComparer.Ordinal);
        Recording samples = recordings.First(recording => recording is { Kind: "samples", Subject: "P017" });
        Sample[] expected = [.. clinic.Open(clinic.Sessions[0]).Samples];
        Assert.Equal(BidsFormat.SampleColumns.Select(column => column.Name), samples.Columns, StringComparer.Ordinal);
        Assert.Equal(expected.Length, samples.Values.Length);
        Assert.All(expected.Zip(samples.Values), pair =>
        {
            Assert.Equal((pair.First.DeviceMicroseconds - expected[0].DeviceMicroseconds) / 1e6, pair.Second[0]!.Value, 1e-9);
            Assert.Equal(pair.First.ForceNewtons, pair.Second[1]!.Value, 1e-6);
            Assert.Equal([pair.First.RawCounts, pair.First.Sequence], pair.Second[2..4].Select(value => (long)value!.Value));
        });
        Recording grid = recordings.First(recording => recording is { Kind: "grid", Subject: "P017" });
        Assert.Equal(80, grid.Rate);
        Assert.Equal("N", grid.Units["force"]);
        Assert.Equal(expected.Length, grid.Values.Length);
        Assert.Contains(grid.Events, happened => happened[2] == "pain" && happened[3] == "6" && happened[0] == "2.000000");
    }

    [Fact]
    public async Task Any_session_is_valid()
    {
        using var scratch = new ScratchFolder();
        ExportedSession[] all = [RoundTripTests.Rich("01JRCH0000000001")];
        AnySession.Any.Sample(session => all = [.. all, session], iter: 20, threads: 1);
        ExportSelection selection = Selections.Of([.. all.DistinctBy(session => session.Summary.Id, StringComparer.Ordinal)]);
        await ExportFolder.WriteAsync(new BidsFormat(), selection, scratch.File("bids"), "0", new ExportTicket());
        Recording[] recordings = Read(scratch.File("bids"));
        Assert.Equal(2 * selection.Sessions.Count, recordings.Length);
        foreach (Recording recording in recordings.Where(recording => recording.Kind == "samples"))
        {
            ExportedSession session = all.First(one => one.Summary.Id == recording.Session);
            Sample[] expected = [.. session.Samples];
            Assert.Equal(
                expected.Select(sample => ((double)sample.RawCounts, (double)sample.Sequence, (double)(int)sample.Flags, (double)(int)sample.Alarm)),
                recording.Values.Select(row => (row[2]!.Value, row[3]!.Value, row[4]!.Value, row[5]!.Value)));
            Assert.Equal(expected.Select(sample => ((double)sample.DeviceMicroseconds - expected[0].DeviceMicroseconds) / 1e6), recording.Values.Select(row => row[0]!.Value));
            Assert.All(expected.Zip(recording.Values), pair => Assert.True(pair.Second[1] is { } force ? Math.Abs(pair.First.ForceNewtons - force) <= 0.51e-6 + (Math.Abs(force) * 1e-15) : !double.IsFinite(pair.First.ForceNewtons)));
            Assert.Equal(session.Events.Count, recording.Events.Length);
        }

        string sidecar = await File.ReadAllTextAsync(Directory.EnumerateFiles(scratch.File("bids"), "*01JRCH0000000001*samples_physio.json", SearchOption.AllDirectories).Single());
        Assert.Contains("\"TipAreaSquareCentimetres\": 0.5", sidecar, StringComparison.Ordinal);
        Assert.Contains("\"simulated sensor\"", sidecar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_without_samples_is_a_whole_file_that_holds_nothing()
    {
        using var scratch = new ScratchFolder();
        ExportSelection selection = Selections.Of([AnySession.Of([])]);
        await ExportFolder.WriteAsync(new BidsFormat(), selection, scratch.File("bids"), "0", new ExportTicket());
        Assert.All(Read(scratch.File("bids")), recording => Assert.Empty(recording.Values));
    }

    [Fact]
    public void A_grid_bridges_no_gap_no_fault_and_no_clock_that_goes_back()
    {
        Sample[] samples = AnySession.Ramp(20);
        samples = [.. samples[..5], .. samples[8..12], samples[12] with { Flags = SampleFlags.Stuck }, .. samples[13..]];
        double[] forces = [.. RegularGrid.Of(AnySession.Of(samples).Samples, 80, new ExportTicket())!.ForcesNewtons(new ExportTicket())];
        Assert.Equal(20, forces.Length);
        // Sample 8 lies 2 us behind its step, so that the step has nothing on its left.
        Assert.Equal([5, 6, 7, 8], Enumerable.Range(0, 20).Where(n => double.IsNaN(forces[n])).Where(n => n < 9));
        Assert.True(double.IsNaN(forces[12]));
        Assert.Equal(samples[1].RawCounts * 45_665_773e-12, forces[1], 1e-3);
    }

    [Theory]
    [InlineData("P-017", "P017")]
    [InlineData("Änne.3", "Anne3")]
    public void A_label_has_letters_and_digits(string code, string label) => Assert.Equal(label, BidsFormat.Label(code));

    [Fact]
    public void A_code_without_them_gets_a_label_of_its_own() => Assert.NotEqual(BidsFormat.Label("痛み"), BidsFormat.Label("痛"), StringComparer.Ordinal);

    private static Recording[] Read(string folder) => JsonSerializer.Deserialize<Recording[]>(Python.Run("read_bids.py", folder), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    private sealed record Recording(string Subject, string Session, [property: System.Text.Json.Serialization.JsonPropertyName("recording")] string Kind, double Rate, string[] Columns, Dictionary<string, string?> Units, double?[][] Values, string[][] Events);
}
