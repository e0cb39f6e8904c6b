namespace Algometer.Web.Access;

/// <summary>
/// What each role may reach. Whatever is not named is refused: a page that is added later is the therapist's until somebody thinks about it.
/// </summary>
internal static class AccessPolicy
{
    private static readonly string[] _stranger = ["/login.html", "/api/login", "/icon.svg", "/css/algometer.css", "/css/clinic.css", "/js/login.js", "/js/page.js"];
    private static readonly string[] _signedIn = [.. _stranger, "/css/", "/js/", "/lib/", "/lang/", "/api/me", "/api/logout", "/live"];
    private static readonly string[] _patient = ["/home.html", "/api/home/"];
    private static readonly string[] _tester = ["/", "/index.html", "/ppt.html", "/calibration.html", "/api/sites", "/api/ppt/protocols", "/api/calibration"];
    private static readonly string[] _patientCommands = ["acknowledge", "pain", "hold-stop", "mark"];
    private static readonly string[] _patientParts = ["home"];

    /// <summary>Where a role's first page is.</summary>
    public static string FirstPage(Role role) => role == Role.Patient ? "/home.html" : "/";

    /// <summary>Whether a role may ask for an address.</summary>
    public static bool MayReach(Role role, string path) => role switch
    {
        Role.Therapist => true,
        Role.Patient => Fits(path, _signedIn) || Fits(path, _patient),
        Role.Tester => Fits(path, _signedIn) || Fits(path, _tester),
        _ => Fits(path, _stranger),
    };

    /// <summary>Whether a role may give a live command.</summary>
    public static bool MayCommand(Role role, string command) => role switch
    {
        Role.Therapist or Role.Tester => true,
        Role.Patient => _patientCommands.Contains(command, StringComparer.Ordinal) || SeesPart(role, command.Split('.', 2)[0]),
        _ => false,
    };

    /// <summary>Whether a role sees a part of the live state.</summary>
    public static bool SeesPart(Role role, string part) => role is Role.Therapist or Role.Tester || (role == Role.Patient && _patientParts.Contains(part, StringComparer.Ordinal));

    private static bool Fits(string path, string[] known) => known.Any(one =>
        one.Length > 1 && one[^1] == '/' ? path.StartsWith(one, StringComparison.Ordinal) : string.Equals(path, one, StringComparison.Ordinal));
}
