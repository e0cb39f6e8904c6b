using System.Text.Json;
using Algometer.Cli.Commands;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A command that fails says one line that a person can act on, and keeps the stack for faults of its own.</summary>
public sealed class FailureLineTests
{
    public static TheoryData<Exception, string> Mendable => new()
    {
        { new UnauthorizedAccessException("Access to the path '/record' is denied."), "Access to the path '/record' is denied. Give this account the right to it, or name another place." },
        { new IOException("No space left on device"), "No space left on device" },
        { new FormatException("line 3: no number"), "line 3: no number" },
        { new JsonException("not JSON"), "not JSON" },
        { new ArgumentException("There is no session 'x'.", "id"), "There is no session 'x'." },
    };

    [Theory]
    [MemberData(nameof(Mendable))]
    public void What_a_person_can_mend_is_one_line(Exception failure, string line)
    {
        using var errors = new StringWriter();
        Assert.Equal(2, FailureLine.Write(errors, failure));
        Assert.Equal(line + Environment.NewLine, errors.ToString());
    }

    [Fact]
    public void A_fault_of_the_program_is_told_with_what_a_report_needs()
    {
        using var errors = new StringWriter();
        Assert.Equal(70, FailureLine.Write(errors, new InvalidOperationException("Sequence contains no elements")));
        Assert.Contains("InvalidOperationException: Sequence contains no elements", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("Please report it", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/a/.local/share", "/home/a/.local/share/Algometer")]
    [InlineData("", null)]
    [InlineData("share", null)]
    public void The_record_is_never_where_the_program_happens_to_be_started(string accountFolder, string? place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths as Unix writes them.");
        Assert.Equal(place, RecordPlace.Of(accountFolder));
    }
}
