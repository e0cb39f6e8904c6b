namespace Algometer.Web.Pages.Thresholds;

/// <summary>What a link to the page asks for.</summary>
/// <param name="Person">Whom the test is about; null for nobody yet.</param>
/// <param name="Visit">The visit that it belongs to.</param>
/// <param name="Phase">Before or after the treatment of that visit.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Places">Keys of places with commas between, such as <c>thenar/left</c>.</param>
/// <param name="Like">A test that is to be done again as it was.</param>
public sealed record TestWish(string? Person = null, string? Visit = null, string? Phase = null, string? Protocol = null, string? Places = null, string? Like = null)
{
    /// <summary>Whether a new test is wanted, whatever is over.</summary>
    public bool WantsNew => (Visit ?? Like ?? Places ?? Protocol) is not null;

    /// <summary>The places as keys.</summary>
    public string[] Keys => (Places ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The way back to the visit; null where there is none.</summary>
    /// <param name="person">Whom the test is about.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="phase">Before or after its treatment.</param>
    public static string? WayBack(string? person, string? visit, string? phase) =>
        person is null || visit is null ? null : $"/patients/{Uri.EscapeDataString(person)}/visits/{Uri.EscapeDataString(visit)}?step={(phase == "after" ? 5 : 3)}";
}
