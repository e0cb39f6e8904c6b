using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Model;
using Algometer.Reports.Exchange.Fhir;

namespace Algometer.Reports.Exchange;

/// <summary>A file that an export wrote.</summary>
/// <param name="Name">Its name below the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content in hexadecimal.</param>
public sealed record ExportedFile(string Name, long Bytes, string Sha256);

/// <summary>Runs an export: into a folder with a manifest, so that it can be cancelled and resumed, or as a single file.</summary>
public static class ExportFolder
{
    /// <summary>Layout of what is written; a new layout takes the next number.</summary>
    public const int Layout = 1;

    /// <summary>Writes every part that is not there yet.</summary>
    /// <param name="format">The format.</param>
    /// <param name="selection">What.</param>
    /// <param name="folder">Where to; empty, new, or with an unfinished export of the same kind.</param>
    /// <param name="software">Version of the program.</param>
    /// <param name="ticket">Progress and cancel.</param>
    /// <returns>Every file of the export, those of an earlier start too.</returns>
    /// <exception cref="ArgumentException">The folder cannot be used; the message says why.</exception>
    public static async Task<IReadOnlyList<ExportedFile>> WriteAsync(IExportFormat format, ExportSelection selection, string folder, string software, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(ticket);
        IReadOnlyList<ExportFile> parts = format.Plan(selection);
        ExportManifest manifest = ExportManifest.Open(folder, new ExportManifest.Header(format.Name, Layout, selection.Name, selection.Pseudonymised, software));
        ticket.Begin(selection.Sessions.Count, selection.Sessions.Sum(session => session.SampleCount));
        (long sessions, long samples) = (0, 0);
        foreach (ExportFile part in parts)
        {
            ticket.File(part.Name);
            string path = Path.Combine([folder, .. part.Name.Split('/')]);
            string fingerprint = Fingerprint(part);
            if (part.Always || !manifest.Has(part.Name, fingerprint, path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await AtomicFile.WriteAsync(path, stream => part.Write(stream, ticket));
                (long bytes, string hash) = await HashAsync(path, ticket.CancellationToken);
                manifest.Add(new ExportManifest.Finished(part.Name, bytes, hash, fingerprint));
            }

            sessions += part.Counts ? part.Sessions.Count : 0;
            samples += part.Counts ? part.Samples : 0;
            ticket.Settle(sessions, samples);
        }

        return [.. manifest.Files.Select(file => new ExportedFile(file.File, file.Bytes, file.Sha256))];
    }

    /// <summary>Writes the one main file of an export.</summary>
    /// <exception cref="ArgumentException">The export has several files.</exception>
    public static async Task<ExportedFile> WriteSingleAsync(IExportFormat format, ExportSelection selection, string path, ExportTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(ticket);
        ExportFile part = Single(format, selection) ?? throw new ArgumentException($"This export to {format.Name} has several files: give a folder with --out, such as --out {format.Name}-export/.");
        ticket.Begin(selection.Sessions.Count, selection.Sessions.Sum(session => session.SampleCount));
        ticket.File(Path.GetFileName(path));
        await AtomicFile.WriteAsync(path, stream => part.Write(stream, ticket));
        (long bytes, string hash) = await HashAsync(path, ticket.CancellationToken);
        return new ExportedFile(Path.GetFileName(path), bytes, hash);
    }

    /// <summary>The one main file of an export, or null when it has several.</summary>
    public static ExportFile? Single(IExportFormat format, ExportSelection selection)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Extension.Length > 0 && format.Plan(selection).Where(part => !part.IsSide).ToArray() is [var only] ? only : null;
    }

    // A session that went on, or another choice of sessions, gives another fingerprint and is written anew.
    private static string Fingerprint(ExportFile part)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SessionSummary session in part.Sessions)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{session.Id} {session.EndedUtc?.UtcTicks} {session.SampleCount}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task<(long Bytes, string Sha256)> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(path);
        return (stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
    }
}
