using System.Security.Cryptography.X509Certificates;

namespace Algometer.Web.Hosting;

/// <summary>The authority's certificate as phones take it, without its key.</summary>
internal static class AuthorityFile
{
    /// <summary>Where it is.</summary>
    public const string Path = "/algometer.crt";

    /// <summary>Adds it, where there is one: whoever asks to sign in must be able to get it first.</summary>
    public static void Map(IEndpointRouteBuilder routes, X509Certificate2? authority)
    {
        if (authority is not null)
        {
            byte[] bytes = authority.Export(X509ContentType.Cert);
            routes.MapGet(Path, () => TypedResults.File(bytes, "application/x-x509-ca-cert", "algometer.crt")).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute());
        }
    }
}
