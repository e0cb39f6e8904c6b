using System.CommandLine;
using Algometer.Cli.Commands;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A decimal comma is never read as a separator of thousands: every number of every command refuses it in words.</summary>
public sealed class PlainNumbersTests
{
    [Fact]
    public void Every_option_that_is_a_number_refuses_a_comma_and_says_how_to_write_it()
    {
        var refused = new List<string>();
        foreach (Command command in Below(AlgometerCommand.Create().Root))
        {
            foreach (Option option in command.Options.Where(option => PlainNumbers.IsNumber(option.ValueType)))
            {
                string[] errors = [.. AlgometerCommand.Create().Root.Parse([.. Path(command), option.Name, .. Enumerable.Repeat("0,5", Math.Max(1, option.Arity.MinimumNumberOfValues))]).Errors.Select(error => error.Message)];
                Assert.Contains(errors, error => error.Contains("Write it with a decimal point", StringComparison.Ordinal) && error.Contains("0.5", StringComparison.Ordinal));
                refused.Add(option.Name);
            }
        }

        // The ones where it did the most harm are among them.
        Assert.Contains("--tip-area", refused, StringComparer.Ordinal);
        Assert.Contains("--newtons-per-count", refused, StringComparer.Ordinal);
        Assert.Contains("--rest", refused, StringComparer.Ordinal);
        Assert.Contains("--target", refused, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("import", "--zero-counts", "NaN")]
    [InlineData("analyse", "--target", "Infinity")]
    [InlineData("import", "--tip-area", "1e999")]
    public void What_is_no_finite_number_is_refused(string command, string option, string value) =>
        Assert.Contains(AlgometerCommand.Create().Root.Parse([command, "x.csv", option, value]).Errors, error => error.Message.Contains($"{option}: '{value}' is no number", StringComparison.Ordinal));

    [Fact]
    public void A_number_below_nought_is_a_missing_value() =>
        Assert.Empty(AlgometerCommand.Create().Root.Parse(["import", "x.csv", "--missing", "-9999", "--check"]).Errors);

    [Theory]
    [InlineData(typeof(double), true)]
    [InlineData(typeof(double?), true)]
    [InlineData(typeof(double[]), true)]
    [InlineData(typeof(int), true)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(bool), false)]
    [InlineData(typeof(DayOfWeek), false)]
    public void Numbers_are_known_by_their_type(Type type, bool number) => Assert.Equal(number, PlainNumbers.IsNumber(type));

    private static IEnumerable<Command> Below(Command command) => [command, .. command.Subcommands.SelectMany(Below)];

    private static string[] Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : [];
}
