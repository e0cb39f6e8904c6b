using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Algometer.Cli.Log;
using Algometer.Web.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Cli.Tests.Log;

/// <summary>The log is bounded, tells what it dropped, and holds nothing that a person typed.</summary>
public sealed partial class FileLogTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly StringWriter _errors = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 9, 30, 0, 125, TimeSpan.Zero));

    public void Dispose()
    {
        _errors.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void A_line_has_time_level_category_number_and_words()
    {
        using (var log = new FileLog(_scratch.Path, _time, _errors))
        {
            log.CreateLogger("Algometer.Test").Log(LogLevel.Information, new EventId(7), "two\nlines", null, (state, _) => state);
        }

        Assert.Equal("2026-11-28T09:30:00.125Z info  Algometer.Test 7 two lines\n", Read());
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public void What_somebody_typed_is_neither_in_a_librarys_words_nor_in_an_exceptions_message()
    {
        using (var log = new FileLog(_scratch.Path, _time, _errors))
        {
            try
            {
                throw new InvalidOperationException("Ada Lovelace", new FormatException("P-17"));
            }
            catch (InvalidOperationException failure)
            {
                log.CreateLogger("Microsoft.Library").LogError(failure, "Asked for {Path}", "/patients/Ada");
            }
        }

        string text = Read();
        Assert.Contains("error Microsoft.Library 0 Asked for {Path}\n  System.InvalidOperationException 0x80131509\n    at ", text, StringComparison.Ordinal);
        Assert.Contains("  because of System.FormatException 0x80131537\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
        Assert.DoesNotContain("P-17", text, StringComparison.Ordinal);

        // A person is told where it stands, once for as long as it is the same.
        Assert.Equal($"The program made an error (InvalidOperationException): its log says more, in {Path.Combine(_scratch.Path, "algometer.log")}.{Environment.NewLine}", _errors.ToString());
    }

    [Fact]
    public void It_never_grows_beyond_its_files_and_the_newest_lines_stay()
    {
        var file = new RollingFile(_scratch.Path, 1000, 3);
        using (file)
        {
            for (int i = 0; i < 200; i++)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"line {i:000} {new string('x', 40)}\n"));
            }
        }

        string[] files = [.. Directory.GetFiles(_scratch.Path).Order(StringComparer.Ordinal)];
        Assert.Equal("algometer.1.log algometer.2.log algometer.log", string.Join(' ', files.Select(Path.GetFileName)));
        Assert.All(files, one => Assert.InRange(new FileInfo(one).Length, 1, 1000));
        Assert.EndsWith($"line 199 {new string('x', 40)}\n", File.ReadAllText(file.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_no_disk_took_are_counted_in_the_next_one()
    {
        string folder = Path.Combine(_scratch.Path, "log");
        File.WriteAllText(folder, "a file where the folder belongs");
        using (var log = new FileLog(folder, _time, _errors))
        {
            ILogger to = log.CreateLogger("Algometer.Test");
            to.LogInformation("lost");
            to.LogInformation("lost too");
            Assert.True(SpinWait.SpinUntil(() => log.Dropped == 2, TimeSpan.FromSeconds(30)));
            File.Delete(folder);
            to.LogInformation("kept");
        }

        Assert.Matches("warn  Algometer.Cli.Log.FileLog 199 2 lines could not be written before this one.\n.*kept\n", File.ReadAllText(Path.Combine(folder, "algometer.log")));
    }

    [Fact]
    public void Every_number_is_used_once_and_is_described()
    {
        int[] used = [.. new[] { typeof(StationLog).Assembly, typeof(WebHost).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>(), 199];
        string described = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "LOG.md"));
        Assert.True(used.Length > 10);
        Assert.Equal(Row().Matches(described).Select(row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)), used.Order());
    }

    private string Read() => File.ReadAllText(Path.Combine(_scratch.Path, "algometer.log"));

    [GeneratedRegex(@"^\| (?<number>[0-9]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
