using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Shell;

/// <summary>What stands around every page: the way to the others, the state of the device, the page itself.</summary>
public sealed partial class MainLayout
{
    private static readonly string[] _states = ["connected", "connecting", "lost", "closed", "replay", "none", "simulated"];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    // The status lives on the live stream, without the circuit, so it carries its words.
    private string StatusWords() => JsonSerializer.Serialize(_states.ToDictionary(state => state, state => Text["state." + state].Value, StringComparer.Ordinal));
}
