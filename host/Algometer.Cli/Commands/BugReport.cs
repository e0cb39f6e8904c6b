using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Algometer.Cli.Composition;
using Algometer.Cli.Log;
using Algometer.Cli.RecordAccess;
using Algometer.Link;
using Algometer.Measurement.Statistics;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Problems;
using Algometer.Records.Reading;
using Algometer.Records.Store;

namespace Algometer.Cli.Commands;

/// <summary>
/// One file for whoever mends the program: what runs where, the device, its health, how many of the record's things are whole, and the end of
/// the log. Of the record it holds numbers alone: no name, no note, no code, and no path, since a folder is often called after somebody.
/// </summary>
internal static class BugReport
{
    private const int MostLines = 300;

    /// <summary>Writes it.</summary>
    /// <param name="file">Where; its folder is made.</param>
    /// <param name="data">The record's folder.</param>
    /// <param name="recording">The diagnosis that has ended.</param>
    /// <param name="findings">What it found.</param>
    /// <param name="time">When.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string file, string data, Recording recording, IReadOnlyList<SignalFinding> findings, TimeProvider time)
    {
        var text = new StringBuilder();
        Line(text, $"Algometer {ProgramVersion.Text}, report of {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
        Line(text, $"System: {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
        Line(text, $"Language: {CultureInfo.CurrentCulture.Name}");
        Device(text, recording.Pipeline.Device, recording);
        Line(text, $"\nHealth");
        foreach (SignalFinding finding in findings)
        {
            Line(text, $"  {finding.Verdict,-4} {finding.Name}: {finding.Finding}");
        }

        Line(text, $"\nRecord");
        Record(text, data);
        Line(text, $"\nLog, the last {MostLines} lines at most");
        Log(text, data);
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(file, text.ToString());
        Console.Error.WriteLine($"The report is in {file}. Read it before you send it.");
    }

    private static void Device(StringBuilder text, DeviceDescription? device, Recording recording)
    {
        if (device is null)
        {
            Line(text, $"\nDevice: none answered");
            return;
        }

        Line(text, $"\nDevice {device.Name}, firmware {device.Firmware}{(device.Simulated ? ", simulated" : "")}");
        Line(text, $"  {device.RateHertz:0.##}/s, {device.CapacityNewtons:0.##} N, limit {device.LimitNewtons:0.##} N, tool '{device.Tool}', calibration {recording.Pipeline.Calibration.Id}");
        LinkStatistics link = recording.Session.Statistics;
        Line(text, $"  {link.Frames} frames, {link.CrcErrors} bad checksums, {link.Malformed} malformed, {link.Resyncs} resyncs, {link.Gaps} gaps ({link.Lost} lost), {link.Refilled} refilled, {link.Late} late, {link.Reconnections} reconnections");
    }

    private static void Record(StringBuilder text, string data)
    {
        try
        {
            using RecordStore store = ChosenRecord.OpenForReading(data);
            IntegrityReport report = store.VerifyIntegrity();
            AuditReport audit = store.Audit.Verify();
            Line(text, $"  {store.ListSessions().Count} sessions, encrypted: {store.IsEncrypted}, taken for another record: {store.Exchanged is not null}");
            Line(text, $"  {report.BlocksChecked} blocks checked, {report.DamagedBlocks.Count} damaged, {report.DatabaseFindings.Count} findings in the structure, {report.Missing.Count} stretches missing");
            Line(text, $"  audit log sound: {audit.IsSound}, broken documents: {DocumentCheck.Run(store).Count}");
        }
        catch (ArgumentException)
        {
            Line(text, $"  none");
        }
        catch (RecordStoreException failure)
        {
            Line(text, $"  cannot be read: {failure.Problem}");
        }
    }

    private static void Log(StringBuilder text, string data)
    {
        string newest = Path.Combine(StationLog.FolderIn(data), "algometer.log");
        if (!File.Exists(newest))
        {
            Line(text, $"  none");
            return;
        }

        using var reader = new StreamReader(new FileStream(newest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var last = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > MostLines)
            {
                last.Dequeue();
            }
        }

        foreach (string line in last)
        {
            text.Append("  ").Append(line).Append('\n');
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
