using Algometer.Records.Model;

namespace Algometer.Records.Reading;

/// <summary>A stored block that fails its check.</summary>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="FirstSequence">First sequence it held.</param>
/// <param name="LastSequence">Last sequence it held.</param>
/// <param name="SampleCount">How many samples it held.</param>
/// <param name="Damage">What is wrong with it.</param>
public sealed record DamagedBlock(string SessionId, long FirstSequence, long LastSequence, int SampleCount, string Damage);

/// <summary>A session whose blocks or gaps are not those that were written.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Finding">What is missing or too much.</param>
public sealed record MissingSamples(string SessionId, string Finding);

/// <summary>What a check of the whole record found.</summary>
/// <param name="DatabaseFindings">Findings of SQLite's own check; empty when sound.</param>
/// <param name="DamagedBlocks">Blocks whose CRC or content is wrong.</param>
/// <param name="BlocksChecked">How many blocks were read.</param>
public sealed record IntegrityReport(IReadOnlyList<string> DatabaseFindings, IReadOnlyList<DamagedBlock> DamagedBlocks, int BlocksChecked)
{
    /// <summary>Sessions that hold less, or other, than was written of them.</summary>
    public IReadOnlyList<MissingSamples> Missing { get; init; } = [];

    /// <summary>What of an encrypted record's people, documents, links and sessions is not what was written: altered, taken out, put in or put back.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => DatabaseFindings.Count == 0 && DamagedBlocks.Count == 0 && Missing.Count == 0 && Changed.Count == 0;
}
