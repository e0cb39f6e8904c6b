namespace Algometer.Records.Maintenance;

/// <summary>What an erasure removed, and what it cannot reach.</summary>
/// <param name="PersonId">The person's identity, all that is left of them: the audit log names it.</param>
/// <param name="Sessions">Sessions removed whole.</param>
/// <param name="Stretches">Stretches cut out of sessions that hold other people's measurements too.</param>
/// <param name="Documents">Documents removed, with all their revisions.</param>
/// <param name="StillNamedIn">Documents about nobody or about others that name the person's code, name or identity: read them.</param>
public sealed record ErasureReport(string PersonId, int Sessions, int Stretches, int Documents, IReadOnlyList<string> StillNamedIn);
