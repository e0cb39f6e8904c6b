using System.Text.Json;

namespace Algometer.Architecture.Tests;

/// <summary>
/// No lock file names a package with a known fault. The build asks the registry (NuGetAudit); a registry that publishes no faults says nothing, so
/// the advisories of packages that come in here, directly or not, stand in this list too. It is as old as its last change.
/// </summary>
public sealed class KnownFaultTests
{
    // Name, first version without the fault, advisory.
    private static readonly (string Package, string MendedIn, string Advisory)[] _faults =
    [
        ("BouncyCastle.Cryptography", "2.3.1", "CVE-2024-30172"),
        ("MessagePack", "2.5.187", "CVE-2024-48924"),
        ("Microsoft.Data.SqlClient", "5.1.3", "CVE-2024-0056"),
        ("Microsoft.Extensions.Caching.Memory", "8.0.1", "CVE-2024-43483"),
        ("Microsoft.IdentityModel.JsonWebTokens", "7.1.2", "CVE-2024-21319"),
        ("Newtonsoft.Json", "13.0.1", "GHSA-5crp-9r3c-p9vr"),
        ("Npgsql", "8.0.3", "CVE-2024-32655"),
        ("SQLitePCLRaw.lib.e_sqlite3", "2.1.12", "CVE-2025-6965"),
        ("SharpCompress", "0.29.0", "CVE-2021-39208"),
        ("SkiaSharp", "2.88.6", "CVE-2023-4863"),
        ("System.Formats.Asn1", "8.0.1", "CVE-2024-38095"),
        ("System.IO.Packaging", "8.0.1", "CVE-2024-43484"),
        ("System.Net.Http", "4.3.4", "CVE-2018-8292"),
        ("System.Security.Cryptography.Xml", "4.7.1", "CVE-2022-34716"),
        ("System.Text.Encodings.Web", "4.7.2", "CVE-2021-26701"),
        ("System.Text.Json", "8.0.5", "CVE-2024-43485"),
        ("System.Text.RegularExpressions", "4.3.1", "CVE-2019-0820"),
        ("log4net", "2.0.10", "CVE-2018-1285"),
    ];

    [Fact]
    public void No_lock_file_names_a_package_with_a_known_fault()
    {
        string[] locks = [.. Directory.GetFiles(Checkout.Root, "packages.lock.json", SearchOption.AllDirectories)];
        Assert.True(locks.Length > 20, $"{locks.Length} lock files");
        Assert.Empty(locks.SelectMany(path => Faults(File.ReadAllText(path)).Select(fault => $"{Path.GetRelativePath(Checkout.Root, path)}: {fault}")));
    }

    [Fact]
    public void The_build_asks_the_registry_and_a_fault_breaks_the_gate()
    {
        string props = File.ReadAllText(Path.Combine(Checkout.Root, "Directory.Build.props"));
        foreach (string line in (string[])["<NuGetAudit>true</NuGetAudit>", "<NuGetAuditMode>all</NuGetAuditMode>", "<NuGetAuditLevel>low</NuGetAuditLevel>", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>"])
        {
            Assert.Contains(line, props, StringComparison.Ordinal);
        }

        const string OutsideTheGate = """<WarningsNotAsErrors Condition="'$(CI)' != 'true'">$(WarningsNotAsErrors);NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>""";
        Assert.Contains(OutsideTheGate, props, StringComparison.Ordinal);
        Assert.Contains("CI=true dotnet build", File.ReadAllText(Path.Combine(Checkout.Root, ".ci", "run")), StringComparison.Ordinal);
        Assert.DoesNotContain("NU190", props.Replace(OutsideTheGate, "", StringComparison.Ordinal).Replace("NU1900;NU1905", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Checkout.Root, "*.csproj", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains("NuGetAudit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Newtonsoft.Json", "12.0.3", true)]
    [InlineData("newtonsoft.json", "13.0.1", false)]
    [InlineData("SQLitePCLRaw.lib.e_sqlite3", "2.1.11", true)]
    [InlineData("Npgsql", "8.0.3-preview.1", true)]
    public void A_version_before_the_mended_one_is_named(string package, string version, bool isFault) =>
        Assert.Equal(isFault, Faults("""{"version":1,"dependencies":{"net10.0":{"NAME":{"type":"Transitive","resolved":"VERSION"}}}}""".Replace("NAME", package, StringComparison.Ordinal).Replace("VERSION", version, StringComparison.Ordinal)).Any());

    private static IEnumerable<string> Faults(string lockFile)
    {
        using var document = JsonDocument.Parse(lockFile);
        List<string> found = [];
        foreach (JsonProperty package in document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            if (package.Value.TryGetProperty("resolved", out JsonElement resolved))
            {
                string[] parts = resolved.GetString()!.Split('-', 2);
                var version = Version.Parse(parts[0]);
                found.AddRange(_faults
                    .Where(fault => string.Equals(fault.Package, package.Name, StringComparison.OrdinalIgnoreCase) && (version < Version.Parse(fault.MendedIn) || (parts.Length > 1 && version == Version.Parse(fault.MendedIn))))
                    .Select(fault => $"{package.Name} {resolved} ({fault.Advisory}; mended in {fault.MendedIn})"));
            }
        }

        return found;
    }
}
