using Algometer.Clinic.Exports;
using Algometer.Measurement.Signal;
using Algometer.Measurement.Units;
using Algometer.Records;
using Algometer.Records.Model;
using Algometer.Records.People;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;
using CsCheck;

namespace Algometer.Exports.Tests;

/// <summary>Out of a record, into another and out again: the same bytes.</summary>
public sealed class RoundTripTests
{
    private static readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_folder_of_csv_comes_back_to_the_byte() => await FolderAsync([Rich("01JRCH0000000001"), AnySession.Of(AnySession.Ramp(300), "01JRCH0000000002")]);

    [Fact]
    public async Task Any_folder_of_csv_comes_back_to_the_byte()
    {
        ExportedSession[] any = [];
        AnySession.Any.Sample(session => any = [.. any, session], iter: 40, threads: 1);
        await FolderAsync([.. any.Where(session => session.Summary.SampleCount > 0).DistinctBy(session => session.Summary.Id, StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task An_archive_comes_back_to_the_byte()
    {
        using var scratch = new ScratchFolder();
        ExportedSession[] any = [Rich("01JRCH0000000001")];
        AnySession.Any.Sample(session => any = [.. any, session], iter: 20, threads: 1);
        ExportSelection clinic = Selections.Clinic();
        byte[] first;
        using (RecordStore from = Filled(scratch.File("a"), any))
        {
            from.People.Import(Selections.Anna with { Id = "01JPERS000000001" });
            from.ImportSession(ArchiveImport.Complete(clinic.Open(clinic.Sessions[0]) with { Summary = clinic.Sessions[0] with { Id = "01JSESS000000001" } }));
            from.LinkSession(new SessionLink("01JSESS000000001", "01JPERS000000001", null, null, null));
            first = await ArchiveAsync(from);
        }

        using RecordStore to = RecordStore.Open(scratch.File("b"), TimeProvider.System);
        using (ArchiveReader reader = ArchiveReader.Open(new MemoryStream(first)))
        {
            ArchiveImport.Report report = ArchiveImport.Run(to, reader);
            Assert.Empty(report.Left);
        }

        Assert.Equal(first, await ArchiveAsync(to));
    }

    [Fact]
    public void A_table_that_was_worked_on_is_a_session_of_its_own()
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"), [Rich("01JRCH0000000001")]);
        Export(from, scratch.File("out"));
        string file = Path.Combine(scratch.File("out"), "sessions", "01JRCH0000000001_samples.csv");
        Assert.Equal(("01JRCH0000000001", ImportOutcome.AlreadyThere), Import(from, file));
        string[] lines = File.ReadAllLines(file);
        string[] cells = lines[10].Split(',');
        lines[10] = string.Join(',', [.. cells[..4], "", "0x0008", cells[6]]);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
        (string id, ImportOutcome outcome) = Import(from, file);
        Assert.Equal(ImportOutcome.Imported, outcome);
        Assert.NotEqual("01JRCH0000000001", id, StringComparer.Ordinal);
        SessionSummary own = from.ReadSession(id);
        Assert.Equal((0.5, true, "Left trapezius"), (own.Description.TipAreaCm2, own.Description.Simulated, own.Description.Title));
        Assert.True(double.IsNaN(from.ReadSamples(id).ElementAt(9).ForceNewtons));
    }

    [Fact]
    public void A_session_that_was_deleted_or_has_a_pseudonym_comes_as_one_of_its_own()
    {
        using var scratch = new ScratchFolder();
        ExportedSession pseudonym = AnySession.Of(AnySession.Ramp(50), "P6X2C21MMVMQDZBN");
        using RecordStore from = Filled(scratch.File("a"), [Rich("01JRCH0000000001"), pseudonym]);
        Export(from, scratch.File("out"));
        string folder = Path.Combine(scratch.File("out"), "sessions");
        from.DeleteSession("01JRCH0000000001");
        (string again, ImportOutcome outcome) = Import(from, Path.Combine(folder, "01JRCH0000000001_samples.csv"));
        Assert.Equal(ImportOutcome.Imported, outcome);
        Assert.Contains(from.ListSessions(), session => session.Id == again);
        using RecordStore to = RecordStore.Open(scratch.File("b"), TimeProvider.System);
        (string own, _) = Import(to, Path.Combine(folder, "P6X2C21MMVMQDZBN_samples.csv"));
        Assert.StartsWith("01", own, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrations_of_another_session_are_refused()
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"), [Rich("01JRCH0000000001"), AnySession.Of(AnySession.Ramp(300), "01JRCH0000000002")]);
        Export(from, scratch.File("out"));
        string folder = Path.Combine(scratch.File("out"), "sessions");
        File.Copy(Path.Combine(folder, "01JRCH0000000002_calibrations.csv"), Path.Combine(folder, "01JRCH0000000001_calibrations.csv"), overwrite: true);
        string refusal = Assert.Throws<FormatException>(() => TableImport.Read(Path.Combine(folder, "01JRCH0000000001_samples.csv"), new CsvMapping(), _now)).Message;
        Assert.Contains("by the calibration beside it", refusal, StringComparison.Ordinal);
        Assert.Contains("give the files of one export", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_was_cut_off_or_worked_on_is_refused_with_its_place_and_remedy()
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"), [Rich("01JRCH0000000001")]);
        Export(from, scratch.File("out"));
        string whole = File.ReadAllText(Path.Combine(scratch.File("out"), "sessions", "01JRCH0000000001_samples.csv"));
        int line = whole[..20_000].Count(c => c == '\n') + 1;
        Assert.Equal($"cut.csv: Line {line} has {Cells(whole[..20_000])} cells where 7 are needed: the file was cut off here, get it whole.", Refusal("cut.csv", whole[..20_000]));
        Assert.Equal("note.csv: Line 4 has 1 cells where 7 are needed: export the session anew, or say --time and --force to take time and force alone.", Refusal("note.csv", whole.Insert(whole.IndexOf('\n', 100) + 1, "by Eva\n").Replace("\n\n", "\n", StringComparison.Ordinal)));

        string Refusal(string name, string text)
        {
            File.WriteAllText(scratch.File(name), text);
            return Assert.Throws<FormatException>(() => TableImport.Read(scratch.File(name), new CsvMapping(), _now)).Message;
        }

        static int Cells(string text) => text[(text.LastIndexOf('\n') + 1)..].Count(c => c == ',') + 1;
    }

    [Fact]
    public void Whoever_names_columns_of_the_programs_own_table_has_those_read()
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"), [AnySession.Of(AnySession.Ramp(300), "01JRCH0000000002")]);
        Export(from, scratch.File("out"));
        string file = Path.Combine(scratch.File("out"), "sessions", "01JRCH0000000002_samples.csv");
        CsvImported read = TableImport.Read(file, new CsvMapping { Question = new() { Force = "raw_counts:counts", NewtonsPerCount = 1e-5, ZeroCounts = 0 } }, _now);
        Assert.Equal(from.ReadSamples("01JRCH0000000002").ElementAt(200).RawCounts * 1e-5, read.Session.Samples.ElementAt(200).ForceNewtons, 1e-5);
    }

    [Theory]
    [InlineData(',', null)]
    [InlineData(';', null)]
    [InlineData(',', "raw_counts:counts")]
    public void Samples_of_a_simulated_sensor_stay_so_in_whatever_program_they_were(char delimiter, string? force)
    {
        using var scratch = new ScratchFolder();
        Sample[] samples = [.. AnySession.Ramp(100).Select(sample => sample with { ForceNewtons = sample.RawCounts * 45.665773e-6, Flags = SampleFlags.Simulated })];
        CsvImported read = TableImport.Read(Written(scratch, samples, delimiter), new CsvMapping { Question = Asked(force) }, _now);
        Assert.True(read.Session.Summary.Description.Simulated);
        Assert.Contains(read.Taken, line => line.Contains("the sensor was simulated", StringComparison.Ordinal));
        Assert.Equal(100, read.Session.Samples.Count());
    }

    [Fact]
    public void What_the_device_distrusted_is_no_force_whoever_reads_the_codes()
    {
        using var scratch = new ScratchFolder();
        foreach (SampleFlags flag in Enum.GetValues<SampleFlags>())
        {
            Sample[] samples = [.. AnySession.Ramp(9).Select((sample, i) => sample with { ForceNewtons = 1, Flags = i == 4 ? flag : SampleFlags.None })];
            CsvImported read = TableImport.Read(Written(scratch, samples, ','), new CsvMapping { Question = Asked("raw_counts:counts") }, _now);
            Assert.Equal(!samples[4].HasForce, double.IsNaN(read.Session.Samples.ElementAt(4).ForceNewtons));
            Assert.False(double.IsNaN(read.Session.Samples.ElementAt(3).ForceNewtons));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_that_were_taken_out_are_gaps(bool withGapsBeside)
    {
        using var scratch = new ScratchFolder();
        using RecordStore from = Filled(scratch.File("a"), [Rich("01JRCH0000000001")]);
        Export(from, scratch.File("out"));
        string file = Path.Combine(scratch.File("out"), "sessions", "01JRCH0000000001_samples.csv");
        string[] lines = File.ReadAllLines(file);

        // Rows 100 to 109, and those around the recorded gap of 200 to 229.
        File.WriteAllLines(file, [.. lines[..101], .. lines[111..196], .. lines[206..]]);
        if (!withGapsBeside)
        {
            File.Delete(file.Replace("_samples", "_gaps", StringComparison.Ordinal));
        }

        CsvImported read = TableImport.Read(file, new CsvMapping(), _now);
        Sample[] samples = [.. read.Session.Samples];
        long[] missing = [.. samples.Zip(samples.Skip(1)).SelectMany(pair => Enumerable.Range(1, (int)(pair.Second.Sequence - pair.First.Sequence - 1)).Select(i => pair.First.Sequence + i))];
        Assert.Equal(53, missing.Length);
        Assert.Equal(missing, read.Session.Gaps.SelectMany(gap => Enumerable.Range(0, (int)gap.Count).Select(i => gap.FirstMissingSequence + i)));
        Assert.Contains(read.Taken, line => line == "The table has 847 samples, and the session had 867.");
        Assert.Equal(withGapsBeside, read.Taken.Any(line => line.Contains("20 samples are missing that no gap beside it names", StringComparison.Ordinal)));
    }

    /// <summary>Gaps, faults, a restart, marks, texts that spreadsheets would run, three calibrations with tare and curvature, a small tip.</summary>
    internal static ExportedSession Rich(string id)
    {
        Sample[] samples = AnySession.Ramp(900);
        samples[40] = samples[40] with { Flags = SampleFlags.Stuck };
        samples[41] = samples[41] with { Flags = SampleFlags.NoData, RawCounts = 0 };
        samples[500] = samples[500] with { Alarm = (AlarmState)3 };
        samples = [.. samples[..200], samples[230] with { Flags = SampleFlags.AfterGap }, .. samples[231..600], samples[603] with { Flags = SampleFlags.AfterGap }, .. samples[604..]];
        ExportedSession plain = AnySession.Of(samples, id);
        CalibrationInForce[] calibrations =
        [
            new(long.MinValue, new CellCalibration(7, 1_700_000_000, 45_665_773, 0, 120, 0, 196_133)),
            new(300, new CellCalibration(7, 1_700_000_000, 45_665_773, 0, 120, -44, 196_133)),
            new(650, new CellCalibration(8, 1_710_000_000, 45_700_001, -1234, 95, 3, 196_133)),
        ];
        return plain with
        {
            Summary = plain.Summary with { Description = plain.Summary.Description with { TipAreaCm2 = 0.5, Simulated = true, Title = "Left trapezius", BootId = 12, LimitMillinewtons = 61_500, NominalRateHz = 80.25, Calibration = calibrations[0].Calibration } },
            Calibrations = calibrations,
            Samples = [.. SampleRecord.WithForce(samples.Select(sample => sample with { ForceNewtons = double.NaN }), calibrations)],
            Events = [new(1_100_000, 8, "mark", null, "=cmd|' /C calc'!A0"), new(1_100_000, 8, "pain", 6.5, null), new(2_000_000, 80, "mark", -0.1, "two\nlines, \"quoted\" 痛み"), new(9_000_000, 640, "device-restarted", 13, "")],
            Gaps = [new(200, 30, "lost on the way"), new(600, 3, "lost")],
        };
    }

    private static async Task FolderAsync(ExportedSession[] sessions)
    {
        using var scratch = new ScratchFolder();
        using (RecordStore from = Filled(scratch.File("a"), sessions))
        {
            await ExportAsync(from, scratch.File("first"));
        }

        using RecordStore to = RecordStore.Open(scratch.File("b"), TimeProvider.System);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(scratch.File("first"), "sessions"), "*_samples.csv").Order(StringComparer.Ordinal))
        {
            Assert.Equal((Path.GetFileName(file)[..16], ImportOutcome.Imported), Import(to, file));
        }

        await ExportAsync(to, scratch.File("second"));
        string[] names = Names(scratch.File("first"));
        Assert.Equal(names, Names(scratch.File("second")), StringComparer.Ordinal);
        Assert.Equal((5 * sessions.Length) + 4, names.Length);
        Assert.All(names, name => Assert.Equal(File.ReadAllText(Path.Combine(scratch.File("first"), name)), File.ReadAllText(Path.Combine(scratch.File("second"), name)), StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(scratch.File("first"), name)), File.ReadAllBytes(Path.Combine(scratch.File("second"), name))));
    }

    private static string Written(ScratchFolder scratch, Sample[] samples, char delimiter)
    {
        using var stream = new MemoryStream();
        SampleCsv.Write(samples, stream);
        string text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        File.WriteAllText(scratch.File("alone.csv"), delimiter == ',' ? text : text.Replace(',', delimiter).Replace('.', ','));
        return scratch.File("alone.csv");
    }

    private static SignalQuestion Asked(string? force) => force is null ? new() : new() { Force = force, NewtonsPerCount = 1e-5, ZeroCounts = 0 };

    private static RecordStore Filled(string folder, ExportedSession[] sessions)
    {
        var store = RecordStore.Open(folder, TimeProvider.System);
        foreach (ExportedSession session in sessions.DistinctBy(session => session.Summary.Id, StringComparer.Ordinal))
        {
            Assert.Equal(ImportOutcome.Imported, store.ImportSession(ArchiveImport.Complete(session)));
        }

        return store;
    }

    private static (string Id, ImportOutcome Outcome) Import(RecordStore store, string file) => TableImport.Store(store, TableImport.Read(file, new CsvMapping(), _now).Session, null);

    private static void Export(RecordStore store, string folder) => ExportAsync(store, folder).GetAwaiter().GetResult();

    private static Task ExportAsync(RecordStore store, string folder) => ExportFolder.WriteAsync(new CsvFormat(), new ExportCatalogue(store).All(), folder, "0", new ExportTicket());

    private static async Task<byte[]> ArchiveAsync(RecordStore store)
    {
        ExportSelection all = new ExportCatalogue(store).All();
        using var stream = new MemoryStream();
        await ArchiveWriter.WriteAsync(all.Sessions.Select(all.Open), all.People, all.Documents, pseudonymised: false, stream, new ExportTicket());
        return stream.ToArray();
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
