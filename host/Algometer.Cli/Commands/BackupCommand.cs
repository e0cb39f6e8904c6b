using System.CommandLine;
using System.Globalization;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Records.Transfer;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer backup</c>: the whole record in one checked file, also while it is recording.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var to = new Argument<string>("FILE") { Description = "Where to, such as monday.algobak." };
        Option<string> data = CommonOptions.Data();
        var check = new Option<bool>("--check") { Description = "Only read FILE through and check it." };
        var command = new Command("backup", "Write a backup of the whole record and read it back; recording may go on.\nExample: algometer backup monday.algobak") { to, data, check };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(to)!;
            BackupManifest manifest;
            if (parsed.GetValue(check))
            {
                manifest = RecordBackup.Verify(path, new StoreProgressLine());
            }
            else
            {
                using RecordStore store = ChosenRecord.OpenForReading(parsed.GetValue(data)!);
                manifest = RecordBackup.Write(store, path, new StoreProgressLine());
            }

            StoreProgressLine.End();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {manifest.Sessions} sessions, {new FileInfo(path).Length / 1048576.0:0.0} MiB, read back and whole."));
            Console.WriteLine(manifest.Encrypted
                ? "It opens with the passphrase the record has today, and with nothing else."
                : "It is not encrypted: keep it where nobody else can read it, or encrypt the record first.");
            return 0;
        });
        return command;
    }
}
