using System.CommandLine;
using Algometer.Cli.RecordAccess;
using Algometer.Records;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer restore</c>: a backup into an empty folder.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var from = new Argument<string>("FILE") { Description = "The backup." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("restore", "Restore a backup into an empty folder, checked before and after. To a server: restore, then algometer store copy.\nExample: algometer restore monday.algobak --data restored") { from, data };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(data)!;
            RestoreReport report = RecordBackup.Restore(parsed.GetValue(from)!, ChosenRecord.Options(folder), TimeProvider.System, new StoreProgressLine());
            StoreProgressLine.End();
            Console.WriteLine($"{folder}: {report.Backup.Sessions} sessions of {report.Backup.MadeUtc.ToLocalTime():yyyy-MM-dd HH:mm}, {report.Integrity.BlocksChecked} blocks checked, {report.Integrity.DamagedBlocks.Count} damaged.");
            Console.WriteLine($"Audit log: {report.Audit.Finding}");
            if (report.Backup.Encrypted)
            {
                Console.WriteLine("It keeps the passphrase of the day of the backup. A key that this machine kept is not in a backup: store remember-key keeps it again.");
            }

            return 0;
        });
        return command;
    }
}
