using System.Text.Json;
using Algometer.Web.Access;

namespace Algometer.Web.Live;

/// <summary>The live page as one visitor sees it: parts that are not the role's are left out, commands that are not the role's, or are about somebody else, refused.</summary>
internal sealed class RoleView(Visitor visitor, ILiveStateSource state, ILiveCommands commands) : ILiveStateSource, ILiveCommands
{
    /// <inheritdoc/>
    public LiveState Snapshot()
    {
        LiveState all = state.Snapshot();
        return all with { Parts = all.Parts.Where(part => AccessPolicy.SeesPart(visitor.Role, part.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) =>
        !AccessPolicy.MayCommand(visitor.Role, command) ? Task.FromResult<string?>("This account may not do that.")
        : Refusal(visitor, command, arguments) is { } refusal ? Task.FromResult<string?>(refusal)
        : commands.ExecuteAsync(command, arguments, cancellationToken);

    /// <inheritdoc/>
    public string? Refusal(Visitor visitor, string command, JsonElement arguments) => commands.Refusal(visitor, command, arguments);
}
