using Algometer.Measurement.Signal;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Fhir;
using Algometer.Reports.Exchange.Parquet;
using CsCheck;
using DuckDB.NET.Data;

namespace Algometer.Exports.Tests;

/// <summary>Parquet, read by DuckDB.</summary>
public sealed class ParquetTests
{
    [Fact]
    public async Task Any_sessions_are_the_same_samples_in_another_database()
    {
        using var scratch = new ScratchFolder();
        ExportedSession[][] all = [[RoundTripTests.Rich("01JRCH0000000001")]];
        AnySession.Any.Array[0, 4].Sample(sessions => all = [.. all, [.. sessions.DistinctBy(session => session.Summary.Id, StringComparer.Ordinal)]], iter: 25, threads: 1);
        Assert.NotEmpty(all);
        for (int i = 0; i < all.Length; i++)
        {
            string path = scratch.File($"samples-{i}.parquet");
            await using (FileStream stream = File.Create(path))
            {
                await SampleParquet.WriteAsync(all[i], stream, new Dictionary<string, string>(StringComparer.Ordinal), new ExportTicket());
            }

            ILookup<string, Sample> read = Read(path).ToLookup(pair => pair.Session, pair => pair.Sample, StringComparer.Ordinal);
            Assert.All(all[i], session => Same.Samples(session.Samples, read[session.Summary.Id]));
            Assert.Equal(all[i].Sum(session => session.Samples.Count()), read.Sum(group => group.Count()));
        }
    }

    [Fact]
    public async Task A_long_session_has_row_groups_and_its_units_in_the_file()
    {
        using var scratch = new ScratchFolder();
        ExportedSession session = AnySession.Of(AnySession.Ramp(300_000));
        string path = scratch.File("samples.parquet");
        await using (FileStream stream = File.Create(path))
        {
            await SampleParquet.WriteAsync([session], stream, new Dictionary<string, string>(StringComparer.Ordinal) { ["algometer.selection"] = "x" }, new ExportTicket());
        }

        Assert.Equal(5L, Scalar($"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{path}')"));
        Assert.Equal(300_000L, Scalar($"SELECT count(*) FROM '{path}' WHERE utc_unix_us IS NOT NULL"));
        Assert.Equal("x", Text($"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'algometer.selection'"));
        Assert.Contains("\"force_N\":\"N\"", Text($"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'algometer.units'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_time_follows_the_clock_points()
    {
        using var scratch = new ScratchFolder();
        ExportedSession session = AnySession.Of(AnySession.Ramp(10));
        string path = scratch.File("samples.parquet");
        await using (FileStream stream = File.Create(path))
        {
            await SampleParquet.WriteAsync([session], stream, new Dictionary<string, string>(StringComparer.Ordinal), new ExportTicket());
        }

        // 1 s after the first point, and 5 ppm of it: 1 780 000 001 000 005 µs.
        Assert.Equal(1_780_000_001_000_005L, Scalar($"SELECT utc_unix_us FROM '{path}' WHERE sequence = 0"));
    }

    [Fact]
    public async Task A_session_with_gaps_marks_calibrations_and_a_small_tip_is_whole_to_a_database()
    {
        using var scratch = new ScratchFolder();
        ExportedSession rich = RoundTripTests.Rich("01JRCH0000000001");
        await ExportFolder.WriteAsync(new ParquetFormat(), Selections.Of(rich), scratch.File("out"), "0", new ExportTicket());
        string folder = scratch.File("out");
        Same.Samples(rich.Samples, Read($"{folder}/samples/part-00000.parquet").Select(pair => pair.Sample));
        Assert.Equal("(0.5, 80.25, 61.5, True)", Text($"SELECT concat('(', tip_area_cm2, ', ', \"nominal_rate_Hz\", ', ', \"limit_N\", ', ', CASE WHEN simulated THEN 'True' ELSE 'False' END, ')') FROM '{folder}/sessions.parquet'"));
        Assert.Equal("200+30 600+3", Text($"SELECT string_agg(first_missing_sequence || '+' || \"count\", ' ' ORDER BY first_missing_sequence) FROM '{folder}/gaps/*.parquet'"));
        Assert.Equal("0 -44 3", Text($"SELECT string_agg(tare_counts, ' ' ORDER BY effective_from_sequence) FROM '{folder}/calibrations/*.parquet'"));
        Assert.Equal("6.5 -0.1 13.0", Text($"SELECT string_agg(value, ' ' ORDER BY device_us) FROM '{folder}/events/*.parquet' WHERE value IS NOT NULL"));
    }

    [Fact]
    public async Task A_folder_is_one_table_to_a_database_and_joins()
    {
        using var scratch = new ScratchFolder();
        await ExportFolder.WriteAsync(new ParquetFormat(), Selections.Clinic(), scratch.File("out"), "0", new ExportTicket());
        string folder = scratch.File("out");
        Assert.Equal(800L, Scalar($"SELECT count(*) FROM '{folder}/samples/*.parquet' s JOIN '{folder}/sessions.parquet' t USING (session_id) WHERE t.person_code = 'P-017'"));
        Assert.Equal(3L, Scalar($"SELECT count(*) FROM '{folder}/events/*.parquet'"));
        Assert.Equal(312.5, Scalar($"SELECT threshold_kPa FROM '{folder}/trials.parquet' WHERE ordinal = 0"));
        Assert.Equal(1L, Scalar($"SELECT count(*) FROM '{folder}/sessions.parquet' WHERE started_utc = TIMESTAMPTZ '2026-05-28 20:26:40Z'"));
        Assert.Equal("2026-05-28", Text($"SELECT strftime(\"date\", '%Y-%m-%d') FROM '{folder}/visits.parquet'"));
        Assert.Equal(1L, Scalar($"SELECT count(*) FROM '{folder}/people.parquet' WHERE consent_date = DATE '2026-01-02'"));
        Assert.Equal(1L, Scalar($"SELECT count(*) FROM '{folder}/calibrations/*.parquet' WHERE effective_from_sequence = -9223372036854775808"));
    }

    private static List<(string Session, Sample Sample)> Read(string path)
    {
        var rows = new List<(string, Sample)>();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT session_id, sequence, device_us, raw_counts, force_N, flags, alarm FROM read_parquet('{path}', file_row_number = true) ORDER BY file_row_number";
        using System.Data.Common.DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), new Sample(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3), reader.IsDBNull(4) ? double.NaN : reader.GetDouble(4), (SampleFlags)reader.GetInt32(5), (AlarmState)reader.GetInt32(6))));
        }

        return rows;
    }

    private static object? Scalar(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Text(string sql) => Scalar(sql)?.ToString() ?? "";
}
