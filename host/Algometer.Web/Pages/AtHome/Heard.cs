namespace Algometer.Web.Pages.AtHome;

/// <summary>Something that the page says or sounds once.</summary>
/// <param name="N">Counts up, so that the browser says each once.</param>
/// <param name="Kind"><c>say</c> or <c>tone</c>.</param>
/// <param name="What">What it is about, or the tone's name.</param>
/// <param name="Text">The words; empty for a tone.</param>
/// <param name="Urgent">Whether it is said at once.</param>
internal sealed record Heard(int N, string Kind, string What, string Text = "", bool Urgent = false);
