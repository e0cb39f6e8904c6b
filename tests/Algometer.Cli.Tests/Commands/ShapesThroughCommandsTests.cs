using System.CommandLine;
using System.Globalization;
using Algometer.Cli.Commands;
using Algometer.Cli.Composition;
using Algometer.Measurement.Signal;
using Algometer.Reports.Exchange.Imports;
using Algometer.Tables;
using Algometer.Tables.Tests;
using Algometer.VirtualDevice;

namespace Algometer.Cli.Tests.Commands;

/// <summary>Each shape of file means the same on every road on which a command reads one, and is refused there by the same words.</summary>
public sealed class ShapesThroughCommandsTests : IDisposable
{
    private static readonly string[][] _commands = [["analyse", "FILE"], ["import", "FILE"], ["replay", "FILE"], ["simulate", "--serve", "tcp:0", "--load", "FILE"], ["run", "--simulate", "FILE"]];
    private readonly ScratchFolder _folder = new();

    public static TheoryData<string> Names => [.. Shapes.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Import_and_what_plays_a_table_give_the_same_samples_or_the_same_refusal(string name)
    {
        Shape shape = Shapes.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        string path = _folder.File("TABLE");
        File.WriteAllBytes(path, shape.Bytes);
        if (!shape.Question.KeepsCounts && !shape.Question.JoinsRepeats)
        {
            Same(shape, "import", () => CsvImport.Read(TableFile.Of(path), new CsvMapping { Question = shape.Question }, DateTimeOffset.UtcNow).Session.Samples.Select(sample => (sample.DeviceMicroseconds * 1e-6, Value(sample))));
        }

        // Analyse, replay, simulate and run go by one road, on which runs that begin anew follow each other.
        if (shape.Question.JoinsRepeats || !shape.Words.Any(word => word.Contains("one for each run", StringComparison.Ordinal) || word.Contains("begins anew", StringComparison.Ordinal)))
        {
            Same(shape, "replay", () => TraceFile.Read(TableFile.Of(path), shape.Question with { JoinsRepeats = true }).Points);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_takes_the_options_that_a_shape_needs(string name)
    {
        Shape shape = Shapes.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        string[] options = [.. Options(shape.Question)];
        RootCommand root = AlgometerCommand.Create().Root;
        foreach (string[] command in _commands)
        {
            Assert.Empty(root.Parse([.. command, .. options]).Errors.Select(error => $"{command[0]} {string.Join(' ', options)}: {error.Message}"));
        }

        var table = new TableOptions();
        var own = new Command("own");
        table.AddTo(own);
        SignalQuestion read = table.Question(own.Parse(options), keepsCounts: false, joinsRepeats: shape.Question.JoinsRepeats);
        Assert.Equal(Comparable(shape.Question), Comparable(read));
    }

    public void Dispose() => _folder.Dispose();

    private static void Same(Shape shape, string road, Func<IEnumerable<(double Seconds, double Newtons)>> read)
    {
        (double Seconds, double Newtons)[] rows = [];
        string refused = "";
        try
        {
            rows = [.. read()];
        }
        catch (FormatException refusal)
        {
            refused = refusal.Message;
        }

        Assert.True(shape.IsRefused == (refused.Length > 0), $"{road}: {(refused.Length > 0 ? refused : "read")}");
        Assert.All(shape.IsRefused ? shape.Words : [], word => Assert.Contains(word, refused, StringComparison.Ordinal));
        Assert.Equal(shape.Seconds, rows.Select(row => row.Seconds), (a, b) => Math.Abs(a - b) < 2e-6);

        // An import keeps forces in steps of what a converter could hold.
        Assert.Equal(shape.Newtons, rows.Select(row => row.Newtons), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)) || (double.IsNaN(a) && double.IsNaN(b)));
    }

    private static double Value(Sample sample) => (sample.Flags & SampleFlags.NoData) != SampleFlags.None ? double.NaN : sample.ForceNewtons;

    private static IEnumerable<string> Options(SignalQuestion question)
    {
        string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        IEnumerable<string> One(string name, string? value) => value is null ? [] : [$"{name}={value}"];
        return
        [
            .. One("--time", question.Time),
            .. One("--force", question.Force),
            .. One("--row-rate", question.RateHertz is { } rate ? Number(rate) : null),
            .. One("--tip-area", question.TipAreaCm2 is { } tip ? Number(tip) : null),
            .. One("--newtons-per-count", question.NewtonsPerCount is { } slope ? Number(slope) : null),
            .. One("--zero-counts", question.ZeroCounts is { } zero ? Number(zero) : null),
            .. question.Rest is { } rest ? (string[])["--rest", Number(rest.FromSeconds), Number(rest.ToSeconds)] : [],
            .. One("--curve", question.Curve),
            .. question.Missing.SelectMany(missing => One("--missing", missing)),
            .. One("--decimal", question.IsDecimalPoint ? "point" : null),
            .. One("--valid", question.Valid),
        ];
    }

    // A record compares lists by reference.
    private static string Comparable(SignalQuestion question) =>
        $"{question with { Missing = [], KeepsCounts = false, Clock = TimeProvider.System }} {string.Join(',', question.Missing)}";
}
