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
        switch (failure)
        {
            case UnauthorizedAccessException denied:
                errors.WriteLine($"{Sentence(denied.Message)} Give this account the right to it, or name another place.");
                return AlgometerCommand.BadInput;
            case ArgumentException unfit:
                errors.WriteLine(unfit.Words());
                return AlgometerCommand.BadInput;
            case FormatException or RecordStoreException or IOException or InvalidDataException or JsonException or PlatformNotSupportedException
                or SocketException or AuthenticationException or DbException or TimeoutException:
                errors.WriteLine(failure.Message);
                return AlgometerCommand.BadInput;
            default:
                errors.WriteLine($"Algometer {ProgramVersion.Text} failed in a way that it should not: {failure.GetType().Name}: {failure.Message}");
                errors.WriteLine("What was recorded until now is kept. Please report it with these lines:");
                errors.WriteLine(failure.StackTrace);
                return ProgramFault;
        }
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
