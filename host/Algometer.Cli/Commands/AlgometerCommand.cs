using System.CommandLine;
using Algometer.Cli.RecordAccess;

namespace Algometer.Cli.Commands;

/// <summary>The program <c>algometer</c>: its commands, and errors as one line that says what to do.</summary>
internal static class AlgometerCommand
{
    /// <summary>Exit code for options or files that cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Exit code after Ctrl-C in the middle of something that is not done.</summary>
    public const int Interrupted = 130;

    /// <summary>All commands, with the options that each of them takes.</summary>
    public static (RootCommand Root, Option<string?> Server, Option<string?> PassphraseFile) Create()
    {
        Option<string?> server = CommonOptions.Server();
        Option<string?> passphraseFile = CommonOptions.PassphraseFile();
        var root = new RootCommand("Algometer: measures pressure, times holds and warns above the safe range.\nExample: algometer run --simulate")
        {
            RunCommand.Create(),
            RunCommand.CreateHome(),
            SimulateCommand.Create(),
            MonitorCommand.Create(),
            RecordCommand.Create(),
            ReplayCommand.Create(),
            AnalyseCommand.Create(),
            StatsCommand.Create(),
            CalibrateCommand.Create(),
            SessionsCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            ReportCommand.Create(),
            DiagnoseCommand.Create(),
            DevicesCommand.Create(),
            StoreCommand.Create(),
            AuditCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            EraseCommand.Create(),
            AccountCommand.Create(),
            server,
            passphraseFile,
        };
        PlainNumbers.Hold(root);
        return (root, server, passphraseFile);
    }

    /// <summary>Runs the program.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        (RootCommand root, Option<string?> server, Option<string?> passphraseFile) = Create();
        string[] words = args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["run", .. args] : args;
        ParseResult parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            IReadOnlyList<string> wrong = OptionErrors.Of(parsed);
            foreach (string error in wrong)
            {
                await Console.Error.WriteLineAsync(error);
            }

            await Console.Error.WriteLineAsync("See: algometer --help");
            FailureLine.Tell(AsksForJson(args), string.Join(' ', wrong), BadInput);
            return BadInput;
        }

        try
        {
            ChosenRecord.Choose(parsed.GetValue(server), parsed.GetValue(passphraseFile));
            using var end = new EndSignals(TimeProvider.System);
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, end.Asked);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled before the end.");
            return Interrupted;
        }
        catch (Exception failure)
        {
            int code = FailureLine.Write(Console.Error, failure);
            FailureLine.Tell(AsksForJson(args), FailureLine.Words(failure), code);
            return code;
        }
    }

    // Also of a line that could not be understood, and of one that failed before its command began.
    private static bool AsksForJson(string[] args) => args.Contains("--json", StringComparer.Ordinal);
}
