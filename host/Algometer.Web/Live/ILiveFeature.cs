using System.Text.Json;

namespace Algometer.Web.Live;

/// <summary>A feature of the live page beside the number and the hold: its view goes out under its name, its commands come in as <c>name.command</c>.</summary>
public interface ILiveFeature
{
    /// <summary>The name, lower case.</summary>
    string Name { get; }

    /// <summary>What the page shows of it now; null when there is nothing to show.</summary>
    JsonElement? View();

    /// <summary>Reads one command and has it carried out.</summary>
    /// <param name="command">Its name without the feature's.</param>
    /// <param name="arguments">The page's whole message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null, or an error that says what to do.</returns>
    /// <param name="personId">Whom the visitor's account is about; null for nobody in particular.</param>
    Task<string?> ExecuteAsync(string command, JsonElement arguments, string? personId, CancellationToken cancellationToken);

    /// <summary>Why a visitor may not give this command although the role may: it is about somebody else. Null when it is the visitor's own.</summary>
    /// <param name="personId">Whom the visitor's account is about; null for nobody in particular.</param>
    /// <param name="command">Its name without the feature's.</param>
    /// <param name="arguments">The page's whole message.</param>
    string? Refusal(string? personId, string command, JsonElement arguments) => null;
}
