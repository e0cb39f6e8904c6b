using System.Reflection;

namespace Algometer.Records.Store;

/// <summary>The program's version, for records, reports and exports. All rooms of the host are built with the same one.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
