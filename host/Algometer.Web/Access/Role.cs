namespace Algometer.Web.Access;

/// <summary>What somebody may do on pages that are open to the network.</summary>
public enum Role
{
    /// <summary>Not signed in: the sign-in page alone.</summary>
    Stranger,

    /// <summary>Everything, accounts included.</summary>
    Therapist,

    /// <summary>The guided session at home, with the own plan and the own progress.</summary>
    Patient,

    /// <summary>The instrument on a simulated sensor, without anybody's data.</summary>
    Tester,
}
