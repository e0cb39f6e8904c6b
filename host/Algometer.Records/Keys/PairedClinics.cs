using System.Globalization;
using Algometer.Measurement.Home.Plans;

namespace Algometer.Records.Keys;

/// <summary>
/// The clinics whose plans this home host trusts: a card a file, put there only after a person has compared the fingerprint. A damaged card is
/// left where it is and trusted by nobody.
/// </summary>
/// <param name="dataDirectory">The record's folder.</param>
public sealed class PairedClinics(string dataDirectory)
{
    private readonly string _folder = Path.Combine(dataDirectory, "keys", "paired");

    /// <summary>All of them.</summary>
    public IReadOnlyList<ClinicIdentity> All()
    {
        var clinics = new List<ClinicIdentity>();
        string[] files = Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.card") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                clinics.Add(ClinicIdentity.FromCard(File.ReadAllText(file)));
            }
            catch (FormatException)
            {
                // Not trusted; the next pairing writes it anew.
            }
        }

        return clinics;
    }

    /// <summary>Trusts a clinic from now on.</summary>
    /// <param name="clinic">Read from its card.</param>
    /// <param name="comparedFingerprint">The fingerprint that the person saw at the clinic.</param>
    /// <exception cref="ArgumentException">It is another one.</exception>
    public void Pair(ClinicIdentity clinic, string comparedFingerprint)
    {
        ArgumentNullException.ThrowIfNull(clinic);
        if (!string.Equals(Plain(clinic.Fingerprint), Plain(comparedFingerprint), StringComparison.Ordinal))
        {
            throw new ArgumentException("The fingerprint is not the clinic's: nothing was paired. Scan the clinic's own code and compare again.", nameof(comparedFingerprint));
        }

        Directory.CreateDirectory(_folder);
        string path = PathOf(clinic);
        File.WriteAllText(path + ".part", clinic.ToCard());
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>Trusts a clinic no longer.</summary>
    public void Forget(ClinicIdentity clinic) => File.Delete(PathOf(clinic));

    private static string Plain(string fingerprint) => fingerprint.Replace(" ", "", StringComparison.Ordinal).ToUpper(CultureInfo.InvariantCulture);

    private string PathOf(ClinicIdentity clinic) => Path.Combine(_folder, Convert.ToHexString(clinic.KeyId) + ".card");
}
