using System.Globalization;
using System.Net;
using Npgsql;

namespace Algometer.Records.Engine;

/// <summary>The address of a server: <c>postgres://user@host:port/database?sslmode=verify-full</c>, or <c>?host=/run/postgresql</c> for a socket.</summary>
internal static class PostgresAddress
{
    private const string Form = "postgres://user@host:port/database?sslmode=verify-full";
    private const int StandardPort = 5432;
    private const int SecondsToConnect = 5;
    private const int SecondsToAnswer = 30;
    private const int PreparedStatements = 40;

    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);

        // An empty host, for a socket, is no host that Uri would take.
        string spelled = address.Replace(":///", "://localhost/", StringComparison.Ordinal).Replace("@/", "@localhost/", StringComparison.Ordinal);
        if (!Uri.TryCreate(spelled, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new ArgumentException($"The store's address must look like {Form}.", nameof(address));
        }

        string database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (database.Length == 0 || database.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The store's address names no database: {Form}.", nameof(address));
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : StandardPort,
            Database = database,
            ApplicationName = "algometer",
            Timeout = SecondsToConnect,
            CommandTimeout = SecondsToAnswer,
            KeepAlive = SecondsToAnswer,
            MaxAutoPrepare = PreparedStatements,
        };
        string[] user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            throw new ArgumentException("The store's address holds a password, which everybody on this machine can read in the list of programs: leave it out and change it, and write the new one into ~/.pgpass (rights 0600) or the variable PGPASSWORD.", nameof(address));
        }

        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Set(settings, Uri.UnescapeDataString(part.Split('=', 2)[0]), Uri.UnescapeDataString(part.Split('=', 2).ElementAtOrDefault(1) ?? ""));
        }

        return IsHere(settings.Host ?? "") || settings.SslMode == SslMode.VerifyFull
            ? settings
            : throw new ArgumentException($"The server '{settings.Host}' is another machine, and nothing would prove that it is the clinic's: add ?sslmode=verify-full to its address, and &sslrootcert=FILE where its certificate is of the clinic's own authority.", nameof(address));
    }

    // A socket, or this machine by whatever name.
    private static bool IsHere(string host) => host.Length == 0 || host[0] is '/' or '@'
        || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    public static string WithoutPassword(NpgsqlConnectionStringBuilder settings) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{(string.IsNullOrEmpty(settings.Username) ? "" : settings.Username + "@")}{settings.Host}:{settings.Port}/{settings.Database}");

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host":
                settings.Host = value;
                break;
            case "port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port):
                settings.Port = port;
                break;
            case "user":
                settings.Username = value;
                break;
            case "sslmode" when Enum.TryParse(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SslMode mode):
                settings.SslMode = mode;
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "connect_timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds):
                settings.Timeout = seconds;
                break;
            default:
                throw new ArgumentException($"The store's address has '{name}={value}', which is not understood. Use host, port, user, sslmode, sslrootcert or connect_timeout.", nameof(name));
        }
    }
}
