using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Algometer.Web.Access;

/// <summary>A certificate with its key in a file that its owner alone reads.</summary>
internal static class CertificateFile
{
    /// <summary>Where one of a record is kept.</summary>
    public static string In(string dataDirectory, string name) => Path.Combine(dataDirectory, "tls", name);

    /// <summary>What is kept there; null where there is none, or what is there cannot be read: it is then made anew.</summary>
    public static X509Certificate2? Read(string file)
    {
        try
        {
            return File.Exists(file) ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, and returns it as it will be read.</summary>
    public static X509Certificate2 Write(string file, X509Certificate2 certificate)
    {
        byte[] bytes = certificate.Export(X509ContentType.Pkcs12);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(file, options))
        {
            stream.Write(bytes);
        }

        return X509CertificateLoader.LoadPkcs12(bytes, null);
    }
}
