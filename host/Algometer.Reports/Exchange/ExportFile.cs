using Algometer.Records.Model;

namespace Algometer.Reports.Exchange;

/// <summary>One file of an export.</summary>
/// <param name="Name">Its name below the export's folder, parted by slashes.</param>
/// <param name="Sessions">The sessions whose content it depends on.</param>
/// <param name="Write">Writes it.</param>
public sealed record ExportFile(string Name, IReadOnlyList<SessionSummary> Sessions, Func<Stream, ExportTicket, Task> Write)
{
    /// <summary>Whether the part is a by-product that a person who asked for one file does not want.</summary>
    public bool IsSide { get; init; }

    /// <summary>Whether this part accounts for its sessions in the progress (the others depend on the same ones).</summary>
    public bool Counts { get; init; }

    /// <summary>Whether it is written anew at each start: small, and made of more than its sessions.</summary>
    public bool Always { get; init; }

    internal long Samples => Sessions.Sum(session => session.SampleCount);

    internal static ExportFile Rows(string name, IReadOnlyList<SessionSummary> sessions, Action<Stream, ExportTicket> write) => new(name, sessions, (stream, ticket) =>
    {
        write(stream, ticket);
        return Task.CompletedTask;
    });

    internal static ExportFile Text(string name, IReadOnlyList<SessionSummary> sessions, Action<TextWriter, ExportTicket> write) => new(name, sessions, async (stream, ticket) =>
    {
        await using var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(writer, ticket);
    });
}

/// <summary>A format that sessions can be exported to.</summary>
public interface IExportFormat
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    string Summary { get; }

    /// <summary>Ending of a single file, with the dot; empty when it is always a folder.</summary>
    string Extension { get; }

    /// <summary>Lays out the files.</summary>
    /// <param name="selection">What is exported.</param>
    IReadOnlyList<ExportFile> Plan(ExportSelection selection);
}
