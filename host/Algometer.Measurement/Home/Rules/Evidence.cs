using Algometer.Measurement.Ramp;

namespace Algometer.Measurement.Home.Rules;

/// <summary>What the rules rest on, statement by statement: the schema of <c>seeds/evidence.json</c>.</summary>
/// <param name="Version">Version of the file.</param>
/// <param name="Statements">The statements.</param>
public sealed record Evidence(string Version, IReadOnlyList<EvidenceStatement> Statements)
{
    /// <summary>File name in <c>seeds/</c>.</summary>
    public const string File = "evidence.json";
}

/// <summary>One statement and its trace: data, rule, tests.</summary>
/// <param name="Id">Name in data.</param>
/// <param name="Says">The statement, in our own words.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Certainty">How sure it is: verified (seen in a published source), derived (from the article or from verified ones), proposed.</param>
/// <param name="Rule">What the product does about it.</param>
/// <param name="Data">Where its numbers stand: <c>FILE#/path</c>, an entry of a list by its id, <c>*</c> for any; or <c>type:NAME.MEMBER</c>.</param>
/// <param name="Tests">Tests that hold it, as <c>Class.Method</c>.</param>
public sealed record EvidenceStatement(
    string Id, string Says, string Source, Certainty Certainty, string Rule, IReadOnlyList<string> Data, IReadOnlyList<string> Tests);
