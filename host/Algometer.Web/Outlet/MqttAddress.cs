namespace Algometer.Web.Outlet;

/// <summary>Where a broker is and below which topic to publish: <c>mqtts://user@host:8883/lab/algometer</c> with TLS, or <c>mqtt://</c> on this machine.</summary>
/// <param name="Host">The broker.</param>
/// <param name="Port">Its port.</param>
/// <param name="Secure">Whether TLS is used.</param>
/// <param name="User">Account; empty for none.</param>
/// <param name="Password">Its password; empty for none.</param>
/// <param name="Prefix">Topic above all others, without slashes at its ends.</param>
public sealed record MqttAddress(string Host, int Port, bool Secure, string User, string Password, string Prefix)
{
    /// <summary>Environment variable with the password, because arguments can be read by every user of the machine.</summary>
    public const string PasswordVariable = "ALGOMETER_MQTT_PASSWORD";

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <exception cref="FormatException">It cannot be used; the message says what to write.</exception>
    public static MqttAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("mqtt" or "mqtts") || uri.Host.Length == 0)
        {
            throw new FormatException($"'{text}' is no broker: write mqtt://HOST:PORT/TOPIC, or mqtts:// for TLS.");
        }

        string[] user = Uri.UnescapeDataString(uri.UserInfo).Split(':', 2);
        if (user.Length == 2)
        {
            throw new FormatException($"A password does not belong into an address, which every user of the machine can read: put it into the environment variable {PasswordVariable}.");
        }

        string prefix = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        if (prefix.AsSpan().IndexOfAny("+#\0") >= 0)
        {
            throw new FormatException($"The topic '{prefix}' has a wildcard: write a plain one such as lab/algometer.");
        }

        bool secure = uri.Scheme == "mqtts";
        if (!secure && !IsHere(uri))
        {
            throw new FormatException($"'{text}' would send what is measured, and the password, in the clear over the network: write mqtts:// for TLS, or mqtt:// to a broker on this machine.");
        }

        return new MqttAddress(uri.Host, uri.IsDefaultPort || uri.Port <= 0 ? (secure ? 8883 : 1883) : uri.Port, secure, user[0], Environment.GetEnvironmentVariable(PasswordVariable) ?? "", prefix.Length == 0 ? "algometer" : prefix);
    }

    private static bool IsHere(Uri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(uri.Host.Trim('[', ']'), out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));
}
