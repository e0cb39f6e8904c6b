using System.Security.Cryptography;
using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Plans;

/// <summary>
/// A plan as it is handed over, the same text in a file and in a QR code: <c>ALGP1:</c> and, in Base45, the plan's canonical bytes, the
/// clinic's key id (8 bytes) and the signature (ECDSA P-256 over SHA-256 of all bytes before it, 64 bytes).
/// </summary>
public static class SignedPlan
{
    /// <summary>First letters of every plan of this format.</summary>
    public const string Prefix = "ALGP1:";

    /// <summary>How a plan file is named.</summary>
    public const string FileExtension = ".algoplan";

    /// <summary>Longest text that is read; a QR code of version 20 at medium correction takes 970 letters.</summary>
    public const int LongestText = 1200;

    private const string Family = "ALGP";
    private const int KeyIdBytes = 8;
    private const int SignatureBytes = 64;

    /// <summary>Signs a plan that was checked.</summary>
    /// <param name="plan">The plan; its forces are rounded to 0.1 N and its times to the second.</param>
    /// <param name="clinic">Who signs.</param>
    /// <param name="sign">Signs bytes with the clinic's private key (SHA-256, IEEE P1363, 64 bytes).</param>
    public static string Sign(HomePlan plan, ClinicIdentity clinic, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(clinic);
        ArgumentNullException.ThrowIfNull(sign);
        byte[] signed = [.. PlanCodec.Encode(plan), .. clinic.KeyId];
        byte[] signature = sign(signed);
        return signature.Length == SignatureBytes
            ? Prefix + Base45.Encode([.. signed, .. signature])
            : throw new CryptographicException("A signature of a plan has 64 bytes.");
    }

    /// <summary>Reads a plan and says whether this home host may use it now.</summary>
    /// <param name="text">The text of the file or code.</param>
    /// <param name="terms">Whom it must be for, from whom, and by which rules.</param>
    public static PlanVerdict Read(string text, PlanTerms terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        string trimmed = text.Trim('\r', '\n', '\uFEFF');
        if (!trimmed.StartsWith(Family, StringComparison.Ordinal) || trimmed.Length > LongestText)
        {
            return PlanCheck.Of(PlanRefusal.Unreadable, "", null);
        }

        if (!trimmed.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return PlanCheck.Of(PlanRefusal.UnknownVersion, "", null);
        }

        return Base45.TryDecode(trimmed.AsSpan(Prefix.Length), out byte[] bytes) && bytes.Length > KeyIdBytes + SignatureBytes
            ? Open(bytes, terms)
            : PlanCheck.Of(PlanRefusal.Unreadable, "", null);
    }

    private static PlanVerdict Open(byte[] bytes, PlanTerms terms)
    {
        ReadOnlySpan<byte> signed = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        ReadOnlySpan<byte> payload = signed[..^KeyIdBytes];
        byte[] keyId = signed[^KeyIdBytes..].ToArray();
        if (terms.Clinics.FirstOrDefault(known => known.KeyId.AsSpan().SequenceEqual(keyId)) is not { } clinic)
        {
            return PlanCheck.Of(PlanRefusal.UnknownClinic, Convert.ToHexString(keyId), null);
        }

        if (!clinic.Verifies(signed, bytes.AsSpan(signed.Length)))
        {
            return PlanCheck.Of(PlanRefusal.Altered, "", null);
        }

        try
        {
            return PlanCodec.Reads(payload[0]) ? Judge(PlanCodec.Decode(payload), keyId, terms) : PlanCheck.Of(PlanRefusal.UnknownVersion, "", null);
        }
        catch (FormatException)
        {
            return PlanCheck.Of(PlanRefusal.Unreadable, "", null);
        }
    }

    /// <summary>Key id (hex) of the clinic that a text says it was signed by; empty where it says none. Nothing is checked.</summary>
    /// <param name="text">The text of the file or code.</param>
    public static string KeyIdOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim('\r', '\n', '\uFEFF', ' ');
        return trimmed.Length <= LongestText && trimmed.StartsWith(Prefix, StringComparison.Ordinal)
            && Base45.TryDecode(trimmed.AsSpan(Prefix.Length), out byte[] bytes) && bytes.Length > KeyIdBytes + SignatureBytes
            ? Convert.ToHexString(bytes.AsSpan(bytes.Length - SignatureBytes - KeyIdBytes, KeyIdBytes))
            : "";
    }

    private static PlanVerdict Judge(HomePlan plan, byte[] keyId, PlanTerms terms) =>
        terms.Patient is { } patient && !string.Equals(plan.Patient, patient, StringComparison.Ordinal) ? PlanCheck.Of(PlanRefusal.OtherPatient, plan.Patient, plan)
        : terms.NowUtc < plan.CreatedUtc ? PlanCheck.Of(PlanRefusal.NotYetValid, plan.CreatedUtc.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), plan)
        : terms.NowUtc >= plan.ExpiresUtc ? PlanCheck.Of(PlanRefusal.Expired, plan.ExpiresUtc.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), plan)
        : terms.SignerOf(plan.Id) is { Length: > 0 } signer && !string.Equals(signer, Convert.ToHexString(keyId), StringComparison.Ordinal) ? PlanCheck.Of(PlanRefusal.OtherSigner, "", plan)
        : terms.NewestRevision(plan.Id) > plan.Revision ? PlanCheck.Of(PlanRefusal.Superseded, "", plan)
        : PlanCheck.Judge(plan, terms.Rules, terms.Movements);
}

/// <summary>What the home host knows when it is handed a plan.</summary>
/// <param name="Clinics">Clinics that it was paired with.</param>
/// <param name="Patient">Code of its patient; null before the first plan.</param>
/// <param name="NowUtc">Now.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Movements">Movements of <c>visit.json</c>.</param>
/// <param name="NewestRevision">Newest revision of a plan that was accepted before; 0 for none.</param>
public sealed record PlanTerms(
    IReadOnlyList<ClinicIdentity> Clinics,
    string? Patient,
    DateTimeOffset NowUtc,
    HomeRules Rules,
    IReadOnlyList<Visits.Movement> Movements,
    Func<string, int> NewestRevision)
{
    /// <summary>Key id (hex) of who signed the newest revision that was accepted before; null for none. What comes next comes from the same key.</summary>
    public Func<string, string?> SignerOf { get; init; } = _ => null;
}
