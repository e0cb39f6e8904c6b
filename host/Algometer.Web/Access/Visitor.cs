namespace Algometer.Web.Access;

/// <summary>Who asks for a page.</summary>
/// <param name="Name">The account; null for the person at this machine, who needs none.</param>
/// <param name="Role">What the visitor may do.</param>
/// <param name="PersonId">Whose data a patient sees; null for the others.</param>
/// <param name="Ended">Cancelled when the visitor is signed out: open streams end with it.</param>
public sealed record Visitor(string? Name, Role Role, string? PersonId, CancellationToken Ended)
{
    /// <summary>Says that the person did something: a command on an open stream or a touch of a page is not a request of its own.</summary>
    public Action Busy { get; init; } = static () => { };

    /// <summary>The person who started the program and opened its address.</summary>
    public static Visitor Local { get; } = new(null, Role.Therapist, null, CancellationToken.None);

    /// <summary>Somebody who has not signed in.</summary>
    public static Visitor Stranger { get; } = new(null, Role.Stranger, null, CancellationToken.None);

    /// <summary>Who asked.</summary>
    /// <exception cref="InvalidOperationException">The request came past the guard, which must never happen.</exception>
    public static Visitor Of(HttpContext context) =>
        context.Features.Get<Visitor>() ?? throw new InvalidOperationException("A request was answered that the guard had not let in.");

    /// <summary>Who asks, for the audit log and for notes; null for whoever started the program.</summary>
    public static string? NameOf(HttpContext context) => context.Features.Get<Visitor>()?.Name;
}
