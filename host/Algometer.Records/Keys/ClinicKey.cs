using System.Security.Cryptography;
using Algometer.Measurement.Home.Plans;

namespace Algometer.Records.Keys;

/// <summary>
/// The clinic's own key, with which its plans are signed. It lies beside the record, readable by its owner alone, and never leaves the
/// machine; what is handed out is <see cref="Identity"/>.
/// </summary>
public sealed class ClinicKey : IDisposable
{
    private const string Folder = "keys";
    private const string KeyFile = "clinic.key";
    private const string CardFile = "clinic.card";
    private readonly ECDsa _key;

    private ClinicKey(ECDsa key, ClinicIdentity identity) => (_key, Identity) = (key, identity);

    /// <summary>Name and public key.</summary>
    public ClinicIdentity Identity { get; }

    /// <summary>Whether this machine has a key.</summary>
    /// <param name="dataDirectory">The record's folder.</param>
    public static bool Exists(string dataDirectory) => File.Exists(Path.Combine(dataDirectory, Folder, KeyFile));

    /// <summary>Opens the key, or makes one.</summary>
    /// <param name="dataDirectory">The record's folder.</param>
    /// <param name="name">Name of the clinic, used when the key is made.</param>
    /// <exception cref="FormatException">The key's files are damaged; the message says what to do.</exception>
    public static ClinicKey OpenOrCreate(string dataDirectory, string name)
    {
        string folder = Path.Combine(dataDirectory, Folder);
        string keyFile = Path.Combine(folder, KeyFile);
        return File.Exists(keyFile) ? Open(folder, keyFile) : Create(folder, keyFile, name);
    }

    /// <summary>Signs a plan; check it with <see cref="PlanCheck"/> first.</summary>
    /// <returns>The text for a file or a QR code.</returns>
    public string Sign(HomePlan plan) => SignedPlan.Sign(plan, Identity, bytes => _key.SignData(bytes, HashAlgorithmName.SHA256));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static ClinicKey Open(string folder, string keyFile)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(keyFile));
            ClinicIdentity card = ClinicIdentity.FromCard(File.ReadAllText(Path.Combine(folder, CardFile)));
            var own = new ClinicIdentity(card.Name, PublicKey(key));
            return own.Equals(card) ? new ClinicKey(key, own) : throw new FormatException("they belong to different keys");
        }
        catch (Exception damaged) when (damaged is ArgumentException or CryptographicException or FormatException or FileNotFoundException)
        {
            key.Dispose();
            throw new FormatException(
                $"The clinic's key in {folder} cannot be used ({damaged.Message}). Restore both files from a backup; or remove them, which makes a new key that every patient must be paired with anew.",
                damaged);
        }
    }

    private static ClinicKey Create(string folder, string keyFile, string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var identity = new ClinicIdentity(name, PublicKey(key));
        string card = ClinicIdentity.FromCard(identity.ToCard()).ToCard();
        Directory.CreateDirectory(folder);
        WriteWhole(Path.Combine(folder, CardFile), card, secret: false);
        WriteWhole(keyFile, key.ExportPkcs8PrivateKeyPem(), secret: true);
        return new ClinicKey(key, identity);
    }

    private static byte[] PublicKey(ECDsa key)
    {
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }

    // Whole or not at all: a key cut off by a power failure would lock out every patient.
    private static void WriteWhole(string path, string text, bool secret)
    {
        string part = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(part);
        using (var file = new FileStream(part, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
