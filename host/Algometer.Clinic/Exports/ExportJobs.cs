using System.Collections.Concurrent;
using System.IO.Compression;
using Algometer.Records.Engine;
using Algometer.Records.Problems;
using Algometer.Records.Store;
using Algometer.Reports.Exchange;
using Algometer.Reports.Exchange.Archives;

namespace Algometer.Clinic.Exports;

/// <summary>Exports that a page asked for: each runs beside the pages into a folder of its own, which goes when the program ends.</summary>
/// <param name="dataDirectory">The record's folder, within which files wait; null for the system's temporary one.</param>
public sealed class ExportJobs(string? dataDirectory = null) : IAsyncDisposable
{
    private const int Kept = 8;
    private readonly ExportPlace _place = new(dataDirectory);
    private readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _last;

    /// <summary>Removes what a crash left of the exports of before. One program holds the record: whatever waits in its folder is of one that has ended.</summary>
    public void Empty() => _place.Empty();

    /// <summary>Begins one.</summary>
    /// <param name="format">The format.</param>
    /// <param name="selection">What.</param>
    /// <param name="done">Told when it is finished, with the number of files; may fail without harm to the export.</param>
    public ExportJob Begin(IExportFormat format, ExportSelection selection, Action<ExportJob> done)
    {
        foreach (ExportJob old in _jobs.Values.Where(job => job.IsOver).OrderByDescending(job => job.Number).Skip(Kept - 1))
        {
            if (_jobs.TryRemove(old.Id, out ExportJob? gone))
            {
                gone.Forget();
            }
        }

        if (_jobs.Values.Count(job => !job.IsOver) >= Kept)
        {
            throw new ArgumentException("Several exports are running already: wait for one, or cancel one.");
        }

        var job = new ExportJob(Interlocked.Increment(ref _last), format, selection, _place.NewFolder());
        _jobs[job.Id] = job;
        job.Run(_one, done);
        return job;
    }

    /// <summary>Every export, latest first.</summary>
    public IReadOnlyList<ExportJob> List() => [.. _jobs.Values.OrderByDescending(job => job.Number)];

    /// <summary>One of them.</summary>
    public ExportJob Find(string id) => _jobs.TryGetValue(id, out ExportJob? job) ? job : throw new RecordStoreException(RecordStoreProblem.NotFound, "There is no such export any more: begin it again.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (ExportJob job in _jobs.Values)
        {
            job.Cancel();
            await job.Completion;
            job.Forget();
        }

        _one.Dispose();
    }
}

/// <summary>One export of a page.</summary>
public sealed class ExportJob(int number, IExportFormat format, ExportSelection selection, string folder) : IProgress<ExportProgress>
{
    private readonly CancellationTokenSource _cancel = new();
    private ExportProgress _progress;

    /// <summary>Its number, which rises.</summary>
    public int Number => number;

    /// <summary>Its identity, which nobody can guess.</summary>
    public string Id { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <summary>waiting, running, done, cancelled or failed.</summary>
    public string State { get; private set; } = "waiting";

    /// <summary>Why it failed; empty when it did not.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>What it is about.</summary>
    public ExportSelection Selection => selection;

    /// <summary>Its format.</summary>
    public IExportFormat Format => format;

    /// <summary>How far it is, 0 to 1.</summary>
    public double Part => State == "done" ? 1 : _progress.Part;

    /// <summary>What is being written.</summary>
    public string Working => _progress.File ?? "";

    /// <summary>Whether it runs no more.</summary>
    public bool IsOver => State is "done" or "cancelled" or "failed";

    /// <summary>The files, once it is done.</summary>
    public IReadOnlyList<ExportedFile> Files { get; private set; } = [];

    /// <summary>Ends with it.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Name of the download.</summary>
    public string FileName => SafeFileName.Of(selection.Name) is var name && Only is { } only ? SafeFileName.Of(Path.GetFileName(only.Name)) : $"{name}-{format.Name}.zip";

    private ExportedFile? Only => Files is [var only] ? only : null;

    /// <inheritdoc/>
    public void Report(ExportProgress value) => _progress = value;

    /// <summary>Runs it when its turn comes.</summary>
    public void Run(SemaphoreSlim turn, Action<ExportJob> done) => Completion = Task.Run(async () =>
    {
        try
        {
            await turn.WaitAsync(_cancel.Token);
            try
            {
                State = "running";
                var ticket = new ExportTicket(this, _cancel.Token);
                Files = await ExportFolder.WriteAsync(format, selection, Path.Combine(folder, "files"), ProgramVersion.Text, ticket);
                done(this);
                State = "done";
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            State = "cancelled";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or RecordStoreException or ArgumentException or FormatException)
        {
            Problem = failure.Message;
            State = "failed";
        }

        if (State != "done")
        {
            Forget();
        }
    });

    /// <summary>Asks it to end.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Sends the file, or all files as a zip that is made while it goes out.</summary>
    public async Task SendAsync(Stream into, CancellationToken cancellationToken)
    {
        if (Only is { } only)
        {
            await using FileStream file = File.OpenRead(PathOf(only));
            await file.CopyToAsync(into, cancellationToken);
            return;
        }

        await using var zip = await ZipArchive.CreateAsync(into, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (ExportedFile exported in Files)
        {
            bool packed = exported.Name.EndsWith(".gz", StringComparison.Ordinal) || exported.Name.EndsWith(ArchiveFormat.Ending, StringComparison.Ordinal) || exported.Name.EndsWith(".parquet", StringComparison.Ordinal);
            ZipArchiveEntry entry = zip.CreateEntry(exported.Name, packed ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            await using Stream to = await entry.OpenAsync(cancellationToken);
            await using FileStream file = File.OpenRead(PathOf(exported));
            await file.CopyToAsync(to, cancellationToken);
        }
    }

    /// <summary>Takes its files away.</summary>
    public void Forget()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A download is still reading; the system's own clearing of temporary files takes it.
        }
    }

    private string PathOf(ExportedFile exported) => Path.Combine([folder, "files", .. exported.Name.Split('/')]);
}
