namespace Algometer.Cli.Commands;

/// <summary>Where the record is when nobody names a folder: never where the program happens to be started.</summary>
internal static class RecordPlace
{
    /// <summary>The system's folder for this account's own data, whether or not it exists yet; null where the account has none.</summary>
    public static string? Default => Of(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Where the page's window keeps what a browser keeps: in this account's own folder, never at a name in a shared one that somebody else could take first; null where the account has none.</summary>
    public static string? Window => Default is { } record ? record + "Window" : null;

    /// <summary>The record's folder in it.</summary>
    /// <param name="accountFolder">The account's folder for data; empty where there is none.</param>
    public static string? Of(string accountFolder) => Path.IsPathFullyQualified(accountFolder) ? Path.Combine(accountFolder, "Algometer") : null;
}
