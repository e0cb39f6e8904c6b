using System.Text.Json;
using Algometer.Measurement.Signal;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Recording;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;
using Algometer.Reports.Exchange.Csv;
using Algometer.Reports.Exchange.Imports;
using Algometer.Reports.Exchange.Tables;
using Algometer.Tables;
using CsCheck;

namespace Algometer.Exports.Tests;

public sealed class CsvTests
{
    [Fact]
    public void Any_session_comes_back_from_its_five_files() => AnySession.Any.Sample(session =>
    {
        IReadOnlyList<Sample> samples = [.. SampleCsvReader.Samples(TableFile.OfText("", Csv(session.Samples)))];
        IReadOnlyList<CalibrationInForce> calibrations = SampleCsvReader.Calibrations(Table(SessionTables.Calibrations, session, session.Calibrations));
        Assert.Equal(session.Calibrations, calibrations);
        Same.Samples(session.Samples, SampleRecord.WithForce(samples.Select(sample => sample with { ForceNewtons = double.NaN }), calibrations));
        Assert.Equal(session.ClockPoints, SampleCsvReader.ClockPoints(Table(SessionTables.ClockPoints, session, session.ClockPoints)));
        Assert.Equal(session.Gaps, SampleCsvReader.Gaps(Table(SessionTables.Gaps, session, session.Gaps)));
        Assert.Equal(session.Events, SampleCsvReader.Events(Table(SessionTables.Events, session, session.Events)));
    }, iter: 100);

    [Fact]
    public void One_straight_calibration_is_found_from_counts_and_forces_and_a_change_is_not()
    {
        Sample[] samples = [.. AnySession.Of(AnySession.Ramp(200)).Samples];
        CellCalibration found = SampleCsvReader.Recover(SampleCsvReader.Samples(TableFile.OfText("", Csv(samples)))) ?? throw new InvalidOperationException("nothing found");
        Assert.All(samples, sample => Assert.Equal(sample.ForceNewtons, found.ToNewtons(sample.RawCounts), 1e-6));
        Sample[] tared = [.. samples.Select((sample, i) => i < 100 ? sample : sample with { ForceNewtons = sample.ForceNewtons - 1 })];
        Assert.Null(SampleCsvReader.Recover(tared));
        Assert.Null(SampleCsvReader.Recover([]));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1:A9)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("  =1")]
    [InlineData("＝1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("'=1")]
    public void A_formula_is_no_formula_any_more_and_comes_back(string text)
    {
        string cell = CsvText.Cell(text);
        Assert.StartsWith("'", cell.TrimStart('"'), StringComparison.Ordinal);
        Assert.Equal(text, CsvText.Text(DelimitedText.AsWritten(cell + "\n")[0].Cells[0]!));
    }

    [Fact]
    public void Any_texts_come_back_to_the_letter() => Gen.OneOf(Gen.Int[0, 0].Select(_ => (string?)null), Gen.String.Select(text => (string?)text)).Array[1, 6].Array[1, 6].Sample(rows =>
    {
        string text = string.Concat(rows.Select(row => string.Join(',', row.Select(CsvText.Cell)) + "\n"));
        IReadOnlyList<(int Line, string?[] Cells)> read = DelimitedText.AsWritten(text);
        Assert.Equal(rows.Length, read.Count);
        Assert.All(rows.Zip(read), pair => Assert.Equal(pair.First, pair.Second.Cells.Select(cell => cell is null ? null : CsvText.Text(cell)), StringComparer.Ordinal));
    });

    [Fact]
    public void Numbers_keep_their_signs() => Assert.Equal("-5.25", CsvText.Value(-5.25));

    [Fact]
    public async Task Another_reader_sees_the_same_rows()
    {
        using var scratch = new ScratchFolder();
        ExportSelection clinic = Selections.Clinic();
        ExportedSession session = clinic.Open(clinic.Sessions[0]) with { Events = [new(1, 2, "mark", -1.5, "=cmd|' /C calc'!A0"), new(3, 4, "mark", null, "two\nlines, \"quoted\"")] };
        string path = scratch.File("events.csv");
        await File.WriteAllTextAsync(path, Table(SessionTables.Events, session, session.Events));
        string[][] rows = JsonSerializer.Deserialize<string[][]>(Python.Run("read_csv.py", path))!;
        Assert.Equal(["01JSESSION000001", "1", "2", "mark", "-1.5", "=cmd|' /C calc'!A0"], rows[1]);
        Assert.Equal(["01JSESSION000001", "3", "4", "mark", "", "two\nlines, \"quoted\""], rows[2]);
    }

    [Fact]
    public async Task A_clinic_becomes_a_folder_of_tables()
    {
        ExportSelection clinic = Selections.Clinic();
        Dictionary<string, string> files = [];
        foreach (ExportFile part in new CsvFormat().Plan(clinic))
        {
            files[part.Name] = System.Text.Encoding.UTF8.GetString(await Selections.BytesAsync(part));
        }

        Assert.Equal(9, files.Count);
        Assert.Contains("01JSESSION000001,P-017,2026-05-28T20:26:40.000000Z", files["sessions.csv"], StringComparison.Ordinal);
        Assert.Contains("ramp,upper-trapezius,left,1,1,false,true,,,312.5,false,600", files["trials.csv"], StringComparison.Ordinal);
        Assert.Contains("01JVISIT00000001,P-017,2026-05-28,\"\",7,neck-turn-left=6,neck-turn-left=3", files["visits.csv"], StringComparison.Ordinal);
    }

    private static string Csv(IEnumerable<Sample> samples)
    {
        using var stream = new MemoryStream();
        SampleCsv.Write(samples, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static string Text(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }

    private static string Table<T>(ExportTable<OfSession<T>> table, ExportedSession session, IEnumerable<T> items) =>
        Text(writer => CsvText.Write(table, items.Select(item => new OfSession<T>(session.Summary.Id, item)), writer));
}
