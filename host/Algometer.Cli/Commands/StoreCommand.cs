using System.CommandLine;
using System.Globalization;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.Engine;
using Algometer.Records.Reading;
using Algometer.Records.Transfer;
using Spectre.Console;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer store</c>: the database itself: check, copy, encrypt.</summary>
internal static class StoreCommand
{
    public static Command Create() => new("store", "Look after the record's database: check it, copy it to a server or back, encrypt it.")
    {
        Check(), Accept(), Copy(), Encrypt(), Passphrase(), RememberKey(), ForgetKey(),
    };

    private static Command Check()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("check", "Check the database's structure, every block of samples and every document; exit code 1 when something is damaged.\nExample: algometer store check") { data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
            IntegrityReport report = store.VerifyIntegrity();
            Console.WriteLine($"{store.Place}: {report.BlocksChecked} blocks checked, {report.DamagedBlocks.Count} damaged; {Encryption(store)}.");
            if (store.Exchanged is { } exchanged)
            {
                Console.WriteLine($"Identity: {exchanged}");
            }

            foreach (string finding in report.DatabaseFindings)
            {
                Console.WriteLine($"Structure: {finding}");
            }

            foreach (DamagedBlock block in report.DamagedBlocks)
            {
                Console.WriteLine($"Session {block.SessionId}, samples {block.FirstSequence} to {block.LastSequence}: {block.Damage}");
            }

            foreach (MissingSamples missing in report.Missing)
            {
                Console.WriteLine($"Session {missing.SessionId}: {missing.Finding}.");
            }

            foreach (string changed in report.Changed)
            {
                Console.WriteLine($"Content: {changed}.");
            }

            AuditReport audit = store.Audit.Verify();
            if (!audit.IsSound || !audit.IsAnchored)
            {
                Console.WriteLine($"Audit log: {audit.Finding}");
            }

            IReadOnlyList<BrokenDocument> broken = DocumentCheck.Run(store);
            DocumentCheck.Say(broken, Console.Out);
            return store.Exchanged is null && report.IsClean && audit.IsSound && broken.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command Accept()
    {
        Option<string> data = CommonOptions.Data();
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var command = new Command("accept", "Take the record as the right one after you put a backup of the database in its place; the audit log says so. Entries that were altered stay found.\nExample: algometer store accept") { data, yes };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            AuditReport audit = store.Audit.Verify();
            IReadOnlyList<string> changed = store.FindChanged();
            if (store.Exchanged is null && audit.IsSound && audit.IsAnchored && changed.Count == 0)
            {
                Console.WriteLine("The record is the one this station wrote: there is nothing to accept.");
                return 0;
            }

            Console.WriteLine(string.Join(' ', ((string?[])[store.Exchanged, audit.Finding, .. changed.Select(finding => finding + ".")]).OfType<string>()));
            if (!parsed.GetValue(yes) && (Console.IsInputRedirected || !AnsiConsole.Confirm("Take it as it is?", defaultValue: false)))
            {
                Console.Error.WriteLine("Nothing was changed. Say --yes to accept without being asked.");
                return AlgometerCommand.BadInput;
            }

            store.AcceptAsItIs();
            Console.WriteLine("Accepted, and written to the audit log.");
            return 0;
        });
        return command;
    }

    private static Command Copy()
    {
        var from = new Argument<string>("FROM") { Description = "A folder, or postgres://user@host/database." };
        var to = new Argument<string>("TO") { Description = "An empty folder, or an empty database on a server." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("copy", "Copy the whole record to another database and compare both; an interrupted copy goes on.\nExample: algometer store copy ~/.local/share/Algometer postgres://clinic@server/algometer") { from, to, data };
        command.SetAction(parsed =>
        {
            string home = parsed.GetValue(data)!;
            IReadOnlyList<TableSum> sums = StoreTransfer.Copy(ChosenRecord.OptionsOf(parsed.GetValue(from)!, home), ChosenRecord.OptionsOf(parsed.GetValue(to)!, home), TimeProvider.System, new StoreProgressLine());
            StoreProgressLine.End();
            foreach (TableSum sum in sums)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sum.Table,-18} {sum.Rows,10} rows  sha256 {sum.Sha256[..16]}…"));
            }

            Console.WriteLine("Every table is the same on both sides.");
            return 0;
        });
        return command;
    }

    private static Command Encrypt()
    {
        Option<string> data = CommonOptions.Data();
        var traces = new Option<bool>("--traces") { Description = "Encrypt the raw traces as well." };
        var file = new Option<string?>("--new-passphrase-file") { Description = "Read the new passphrase from a file. Or set ALGOMETER_NEW_PASSPHRASE." };
        var command = new Command("encrypt", "Encrypt names and free text at rest (AES-256-GCM, Argon2id). Without the passphrase nobody can read them again.\nExample: algometer store encrypt --traces") { data, traces, file };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            string passphrase = store.IsEncrypted
                ? ChosenRecord.Passphrases.Present() ?? throw new ArgumentException("The record is encrypted already; give its passphrase to encrypt more of it.")
                : Passphrases.New(parsed.GetValue(file));
            store.Encrypt(passphrase, parsed.GetValue(traces), new StoreProgressLine());
            StoreProgressLine.End();
            Console.WriteLine($"{store.Place}: {Encryption(store)}. Keep the passphrase safe: nobody can bring it back. Older backups and exports are as they were.");
            return 0;
        });
        return command;
    }

    private static Command Passphrase()
    {
        Option<string> data = CommonOptions.Data();
        var file = new Option<string?>("--new-passphrase-file") { Description = "Read the new passphrase from a file. Or set ALGOMETER_NEW_PASSPHRASE." };
        var change = new Command("change", "Change the passphrase. Quick: only the key is wrapped anew. Older backups keep the old one.\nExample: algometer store passphrase change") { data, file };
        change.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            string present = ChosenRecord.Passphrases.Present() ?? throw new ArgumentException($"No present passphrase: type it, set {Passphrases.Variable}, or name a file with --passphrase-file.");
            store.ChangePassphrase(present, Passphrases.New(parsed.GetValue(file)));
            Console.WriteLine("The passphrase is changed.");
            return 0;
        });
        return new Command("passphrase", "The passphrase of an encrypted record.") { change };
    }

    private static Command RememberKey()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("remember-key", "Keep the key on this machine so that the passphrase is not asked here. Guards a stolen folder, backup or server, not this machine against its own user.\nExample: algometer store remember-key") { data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            Console.WriteLine($"Kept in {store.RememberKey()}, readable by you alone.");
            return 0;
        });
        return command;
    }

    private static Command ForgetKey()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("forget-key", "Remove the key from this machine.\nExample: algometer store forget-key") { data };
        command.SetAction(parsed =>
        {
            using RecordStore store = ChosenRecord.Open(parsed.GetValue(data)!);
            Console.WriteLine(store.ForgetKey() ? "Removed; the passphrase is asked again." : "No key is kept on this machine.");
            return 0;
        });
        return command;
    }

    private static string Encryption(RecordStore store) => (store.IsEncrypted, store.EncryptsTraces) switch
    {
        (true, true) => "names, free text and raw traces are encrypted",
        (true, false) => "names and free text are encrypted, raw traces are not",
        _ => "nothing is encrypted",
    };
}
