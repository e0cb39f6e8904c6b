using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Algometer.Measurement.Home.Plans;

/// <summary>
/// A signed plan together with the card of the clinic that signed it, so that one code brings both: <c>ALGH1:</c> and, in Base45, a byte with the
/// card's length, the card's bytes, and the plan's bytes. It proves no more than its parts: whoever does not know the clinic yet compares the fingerprint.
/// </summary>
/// <param name="Clinic">Who signed, as the card says.</param>
/// <param name="Plan">The signed plan's own text.</param>
public sealed record HandedPlan(ClinicIdentity Clinic, string Plan)
{
    /// <summary>First letters of every text of this format.</summary>
    public const string Prefix = "ALGH1:";

    /// <summary>Longest text that is read: a plan's longest, and a card.</summary>
    public const int LongestText = SignedPlan.LongestText + 200;

    /// <summary>The text for a file or a QR code.</summary>
    /// <param name="clinic">Who signed.</param>
    /// <param name="plan">A signed plan's text.</param>
    /// <exception cref="ArgumentException">It is no signed plan.</exception>
    public static string Of(ClinicIdentity clinic, string plan)
    {
        ArgumentNullException.ThrowIfNull(clinic);
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.StartsWith(SignedPlan.Prefix, StringComparison.Ordinal) || !Base45.TryDecode(plan.AsSpan(SignedPlan.Prefix.Length), out byte[] signed))
        {
            throw new ArgumentException("Only a signed plan can be handed over.", nameof(plan));
        }

        byte[] card = clinic.ToBytes();
        return Prefix + Base45.Encode([(byte)card.Length, .. card, .. signed]);
    }

    /// <summary>Reads such a text.</summary>
    /// <param name="text">The text of a file or code.</param>
    /// <param name="handed">Card and plan, the plan signed by that very key.</param>
    /// <returns>Whether it is one; a plan or a card alone is none.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out HandedPlan? handed)
    {
        ArgumentNullException.ThrowIfNull(text);
        handed = null;
        string trimmed = text.Trim('\r', '\n', '\uFEFF', ' ');
        if (trimmed.Length > LongestText || !trimmed.StartsWith(Prefix, StringComparison.Ordinal) || !Base45.TryDecode(trimmed.AsSpan(Prefix.Length), out byte[] bytes)
            || bytes.Length < 1 || bytes.Length <= 1 + bytes[0] || ClinicIdentity.Read(bytes.AsSpan(1, bytes[0])) is not { } clinic)
        {
            return false;
        }

        string plan = SignedPlan.Prefix + Base45.Encode(bytes.AsSpan(1 + bytes[0]));
        handed = string.Equals(SignedPlan.KeyIdOf(plan), Convert.ToHexString(clinic.KeyId), StringComparison.Ordinal) ? new HandedPlan(clinic, plan) : null;
        return handed is not null;
    }
}
