using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Cli.Commands;

/// <summary>What a failed command says, and with what it ends: one line for what a person can mend, and for a fault of the program the way to report it.</summary>
internal static class FailureLine
{
    /// <summary>Exit code for a fault of the program itself (EX_SOFTWARE).</summary>
    public const int ProgramFault = 70;

    /// <summary>Writes the line.</summary>
    /// <param name="errors">Where errors go.</param>
    /// <param name="failure">What ended the command.</param>
    /// <returns>The exit code.</returns>
    public static int Write(TextWriter errors, Exception failure)
    {
        errors.WriteLine(Words(failure));
        if (IsMendable(failure))
        {
            return AlgometerCommand.BadInput;
        }

        errors.WriteLine("What was recorded until now is kept. Please report it with these lines, and with the file that `algometer diagnose --report FILE` writes:");
        errors.WriteLine(failure.StackTrace);
        return ProgramFault;
    }

    /// <summary>What a failure says, in a line.</summary>
    public static string Words(Exception failure) => failure switch
    {
        UnauthorizedAccessException denied => $"{Sentence(denied.Message)} Give this account the right to it, or name another place.",
        ArgumentException unfit => unfit.Words(),
        _ when IsMendable(failure) => failure.Message,
        _ => $"Algometer {ProgramVersion.Text} failed in a way that it should not: {failure.GetType().Name}: {failure.Message}",
    };

    /// <summary>Tells a program that asked for JSON why it gets none of what it asked for.</summary>
    /// <param name="isAsked">Whether it did.</param>
    /// <param name="words">What went wrong.</param>
    /// <param name="code">The exit code.</param>
    public static void Tell(bool isAsked, string words, int code)
    {
        if (isAsked)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { error = words, exit_code = code }));
        }
    }

    private static bool IsMendable(Exception failure) => failure is UnauthorizedAccessException or ArgumentException or FormatException or RecordStoreException or IOException or InvalidDataException or JsonException
        or PlatformNotSupportedException or SocketException or AuthenticationException or DbException or TimeoutException;

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
