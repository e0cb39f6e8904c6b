using Microsoft.AspNetCore.Authorization;

namespace Algometer.Web.Access;

/// <summary>The rights that an endpoint asks for by name, and which roles have them. Whoever is at this machine has the therapist's.</summary>
internal static class Rights
{
    /// <summary>Whoever is signed in: what all pages are made of, and the live stream, whose commands have rights of their own.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>The guided session at home, with the own plan and the own progress: patient and therapist.</summary>
    public const string HomeSession = "home-session";

    /// <summary>The instrument without anybody's data: tester and therapist.</summary>
    public const string Instrument = "instrument";

    /// <summary>People, their data and the accounts: the therapist alone.</summary>
    public const string Clinic = "clinic";

    /// <summary>Says which roles have which right. An endpoint that asks for none is the therapist's: a new one opens to nobody by being forgotten.</summary>
    public static void Define(AuthorizationOptions options)
    {
        Define(options, SignedIn, Role.Therapist, Role.Patient, Role.Tester);
        Define(options, HomeSession, Role.Therapist, Role.Patient);
        Define(options, Instrument, Role.Therapist, Role.Tester);
        Define(options, Clinic, Role.Therapist);
        options.DefaultPolicy = options.GetPolicy(Clinic)!;
        options.FallbackPolicy = options.DefaultPolicy;
    }

    private static void Define(AuthorizationOptions options, string right, params Role[] roles) =>
        options.AddPolicy(right, policy => policy.RequireAuthenticatedUser().RequireRole(roles.Select(role => role.ToString())));
}
