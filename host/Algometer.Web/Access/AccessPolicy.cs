namespace Algometer.Web.Access;

/// <summary>What each role may do on the live stream, where one address carries many commands, and where its first page is. Whatever is not named is refused.</summary>
internal static class AccessPolicy
{
    private static readonly string[] _patientCommands = ["acknowledge", "pain", "hold-stop", "mark"];
    private static readonly string[] _patientParts = ["home"];

    /// <summary>Where a role's first page is.</summary>
    public static string FirstPage(Role role) => role == Role.Patient ? "/home" : "/";

    /// <summary>Whether a role may give a live command.</summary>
    public static bool MayCommand(Role role, string command) => role switch
    {
        Role.Therapist or Role.Tester => true,
        Role.Patient => _patientCommands.Contains(command, StringComparer.Ordinal) || SeesPart(role, command.Split('.', 2)[0]),
        _ => false,
    };

    /// <summary>Whether a role sees a part of the live state.</summary>
    public static bool SeesPart(Role role, string part) => role is Role.Therapist or Role.Tester || (role == Role.Patient && _patientParts.Contains(part, StringComparer.Ordinal));
}
