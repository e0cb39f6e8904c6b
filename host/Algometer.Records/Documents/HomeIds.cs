using System.Globalization;
using System.Security.Cryptography;

namespace Algometer.Records.Documents;

/// <summary>Identities of plans and sessions: the time in front, so that they sort, and enough chance that two hosts never meet.</summary>
public static class HomeIds
{
    /// <summary>A new one.</summary>
    public static string New(DateTimeOffset nowUtc) => string.Create(CultureInfo.InvariantCulture, $"{nowUtc.UtcDateTime:yyMMddHHmmss}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}
