using System.Text.Json;
using Algometer.App.Web;

namespace Algometer.App.Access;

/// <summary>The live page as one role sees it: parts that are not its own are left out, commands that are not its own refused.</summary>
internal sealed class RoleView(Role role, ILiveStateSource state, ILiveCommands commands) : ILiveStateSource, ILiveCommands
{
    /// <inheritdoc/>
    public LiveState Snapshot()
    {
        LiveState all = state.Snapshot();
        return all with { Parts = all.Parts.Where(part => AccessPolicy.SeesPart(role, part.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <inheritdoc/>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) =>
        AccessPolicy.MayCommand(role, command)
            ? commands.ExecuteAsync(command, arguments, cancellationToken)
            : Task.FromResult<string?>("This account may not do that.");
}
