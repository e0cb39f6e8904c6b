namespace Algometer.Records.Store;

/// <summary>Which record to open, and how.</summary>
public sealed record StoreOptions
{
    /// <summary>Where journals, the lock and, without a server, the database live.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>postgres://user@host:port/database</c>; null for the embedded database.</summary>
    public string? Server { get; init; }

    /// <summary>Asked for the passphrase when the record is encrypted and no key of it is kept on this machine; null answers none.</summary>
    public Func<string?>? Passphrase { get; init; }

    /// <summary>Where keys are kept that this machine remembers; null for the person's own configuration folder.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Who does what is written to the audit log, unless the call says so itself.</summary>
    public string Actor { get; init; } = Environment.UserName;

    /// <summary>Told how far long work at opening is.</summary>
    public IProgress<StoreProgress>? Progress { get; init; }
}

/// <summary>How far long work is.</summary>
/// <param name="Step">What is being done, for a person.</param>
/// <param name="Done">Rows done.</param>
/// <param name="Total">Rows in all; 0 when not known.</param>
public readonly record struct StoreProgress(string Step, long Done, long Total);
