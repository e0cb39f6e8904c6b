using System.CommandLine;
using Algometer.Cli.Commands;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A wrong value is told in words: where it stands, what it is, what belongs there, and no name that only a programmer knows.</summary>
public sealed class OptionErrorsTests
{
    private const string Wrong = "qwertz";

    [Fact]
    public void Every_option_of_every_command_tells_a_wrong_value_in_words()
    {
        (RootCommand root, _, _) = AlgometerCommand.Create();
        int walked = 0;
        foreach ((string[] path, Command command) in Walk(root, []))
        {
            foreach (Option option in command.Options.Where(option => Checked(option.ValueType)))
            {
                string line = Assert.Single(OptionErrors.Of(root.Parse([.. path, option.Name, .. Enumerable.Repeat(Wrong, Math.Max(1, option.Arity.MinimumNumberOfValues))])), told => told.Contains(Wrong, StringComparison.Ordinal));
                Assert.Contains(option.Name, line, StringComparison.Ordinal);
                Read(line);
                walked++;
            }

            foreach (Argument argument in command.Arguments.Where(argument => Checked(argument.ValueType)))
            {
                Assert.All(OptionErrors.Of(root.Parse([.. path, Wrong])), Read);
                walked++;
            }

            // A word that is no option at all.
            Assert.All(OptionErrors.Of(root.Parse([.. path, "--" + Wrong])), Read);
        }

        Assert.True(walked > 30);
    }

    [Theory]
    [InlineData(new[] { "record", "--seconds", "soon" }, "--seconds: 'soon' is not a number, such as 10 or 2.5.")]
    [InlineData(new[] { "record", "--seed", "-1" }, "--seed: '-1' is not a whole number from 0 on, such as 1.")]
    [InlineData(new[] { "record", "--seconds", "0,5" }, "--seconds: '0,5' has a comma. Write it with a decimal point and without separators, such as 0.5.")]
    [InlineData(new[] { "record", "--speed", "fast" }, "--speed: 'fast' is no speed: give a number such as 10, or max.")]
    public void It_says_what_belongs_there(string[] words, string line)
    {
        (RootCommand root, _, _) = AlgometerCommand.Create();
        Assert.Equal(line, Assert.Single(OptionErrors.Of(root.Parse(words))));
    }

    private static void Read(string line)
    {
        Assert.DoesNotContain("System.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", line, StringComparison.Ordinal);
        Assert.DoesNotContain('`', line);
    }

    // A text may be anything; a switch takes no value.
    private static bool Checked(Type type) => type != typeof(string) && type != typeof(string[]) && type != typeof(bool) && type != typeof(void);

    private static IEnumerable<(string[] Path, Command Command)> Walk(Command command, string[] path)
    {
        yield return (path, command);
        foreach (Command below in command.Subcommands)
        {
            foreach ((string[], Command) deeper in Walk(below, [.. path, below.Name]))
            {
                yield return deeper;
            }
        }
    }
}
