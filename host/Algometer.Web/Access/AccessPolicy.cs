namespace Algometer.Web.Access;

/// <summary>What each role may do on the live stream, where one address carries many commands, and where its first page is. Whatever is not named is refused, to everybody.</summary>
internal static class AccessPolicy
{
    private static readonly Dictionary<string, Dictionary<Role, CommandRight>> _commands = Named();

    /// <summary>Every command of the live stream.</summary>
    public static IReadOnlyCollection<string> Commands => _commands.Keys;

    /// <summary>Where a role's first page is.</summary>
    public static string FirstPage(Role role) => role == Role.Patient ? "/home" : "/";

    /// <summary>Whose command a role may give.</summary>
    public static CommandRight Of(Role role, string command) => _commands.GetValueOrDefault(command)?.GetValueOrDefault(role) ?? CommandRight.None;

    /// <summary>Whether a role may give a live command at all.</summary>
    public static bool MayCommand(Role role, string command) => Of(role, command) != CommandRight.None;

    /// <summary>Whether a role sees a part of the live state. A tester works with the instrument alone, so with nobody's plan.</summary>
    public static bool SeesPart(Role role, string part) => role switch
    {
        Role.Therapist => true,
        Role.Tester => part is not "home",
        Role.Patient => part is "home",
        _ => false,
    };

    private static Dictionary<string, Dictionary<Role, CommandRight>> Named()
    {
        var named = new Dictionary<string, Dictionary<Role, CommandRight>>(StringComparer.Ordinal);
        foreach (string instrument in (string[])["start", "stop", "tare", "tip", "hold-start", "hold-pause", "hold-resume", "let-off", "ports.ask", "ports.ask-all"])
        {
            named[instrument] = new() { [Role.Therapist] = CommandRight.Any, [Role.Tester] = CommandRight.Trying };
        }

        foreach (string measured in (string[])["acknowledge", "mark", "pain", "hold-stop", "record-go-on"])
        {
            named[measured] = new() { [Role.Therapist] = CommandRight.Any, [Role.Tester] = CommandRight.Trying, [Role.Patient] = CommandRight.Own };
        }

        // Whose session it is, is asked of the session and of the plan; to stop one is everybody's who may press.
        foreach (string step in (string[])["start", "answers", "place", "movement", "pain", "stop", "reason", "tingling-gone", "continue", "finish", "feeling", "leave", "close"])
        {
            named["home." + step] = new() { [Role.Therapist] = CommandRight.Any, [Role.Patient] = CommandRight.Any };
        }

        return named;
    }
}

/// <summary>Whose command a role may give.</summary>
internal enum CommandRight
{
    /// <summary>Nobody's.</summary>
    None,

    /// <summary>What is about the person measured, where that is the account's own.</summary>
    Own,

    /// <summary>Anything about the instrument, while nobody is measured with it.</summary>
    Trying,

    /// <summary>As far as the object that it is about allows.</summary>
    Any,
}
