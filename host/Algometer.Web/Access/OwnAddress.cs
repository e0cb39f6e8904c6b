namespace Algometer.Web.Access;

/// <summary>An address to go on to, where a link may name any.</summary>
internal static class OwnAddress
{
    /// <summary>The address, where it is one of this server's; else null. What a browser would read as another host is none.</summary>
    public static string? Of(string? address) => address is ['/', ..] and not ['/', '/', ..] and not ['/', '\\', ..] && !address.Any(char.IsControl) ? address : null;
}
