using System.Text;
using Algometer.Web.Endpoints;

namespace Algometer.Cli.RecordAccess;

/// <summary>
/// Where a passphrase comes from: a file, the environment, or the keyboard without echo. Never an argument: those are read by whoever lists
/// this machine's programs.
/// </summary>
internal sealed class Passphrases(string? file)
{
    /// <summary>The environment's name for the present passphrase.</summary>
    public const string Variable = "ALGOMETER_PASSPHRASE";

    /// <summary>The environment's name for a new one.</summary>
    public const string NewVariable = "ALGOMETER_NEW_PASSPHRASE";

    private string? _present;

    /// <summary>The record's present passphrase, asked once; null when there is nobody to ask.</summary>
    public string? Present() => _present ??= FromFile(file) ?? FromEnvironment(Variable) ?? Ask("Passphrase of the record: ");

    /// <summary>A new passphrase, typed twice.</summary>
    /// <param name="newFile">A file that holds it, or null.</param>
    /// <exception cref="ArgumentException">There is none, or the two do not match.</exception>
    public static string New(string? newFile)
    {
        if ((FromFile(newFile) ?? FromEnvironment(NewVariable)) is { } given)
        {
            return given;
        }

        string first = Ask("New passphrase: ") ?? throw new ArgumentException($"No new passphrase: type it, set {NewVariable}, or name a file with --new-passphrase-file.");
        return string.Equals(first, Ask("Once more: "), StringComparison.Ordinal) ? first : throw new ArgumentException("The two are not the same. Nothing was changed.");
    }

    private static string? FromFile(string? path)
    {
        if (path is null)
        {
            return null;
        }

        string text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Length > 0 ? text : throw new ArgumentException($"'{path}' is empty: write the passphrase into it.");
    }

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    private static string? Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
            {
                typed.Length--;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.Length == 0 ? null : typed.ToString();
    }
}
