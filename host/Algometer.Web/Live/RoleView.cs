using System.Text.Json;
using Algometer.Web.Access;

namespace Algometer.Web.Live;

/// <summary>
/// The live page as one visitor sees it. Parts that are not the role's are left out, commands that are not the role's, or are about somebody
/// else, refused. Of what is measured a patient's account sees its own: while somebody else presses, it is told of the device and nothing more.
/// </summary>
internal sealed class RoleView(Visitor visitor, ILiveStateSource state, ILiveCommands commands)
{
    private const string NotYours = "This account may not do that.";

    /// <summary>Whether samples go to this visitor now.</summary>
    public bool SeesSamples => visitor.Role == Role.Therapist || IsMeasured || IsTrying;

    private bool IsMeasured => visitor is { Role: Role.Patient, PersonId: { } person } && state.IsMeasuring(person);

    // A tester has the instrument while it measures nobody.
    private bool IsTrying => visitor.Role == Role.Tester && !state.IsMeasuring(null);

    /// <summary>The state as this visitor may know it.</summary>
    public LiveState Snapshot()
    {
        bool seesAll = SeesSamples;
        LiveState all = state.Snapshot();
        LiveState seen = all with { Parts = seesAll ? all.Parts.Where(part => AccessPolicy.SeesPart(visitor.Role, part.Key)).ToDictionary(StringComparer.Ordinal) : [] };
        // That nothing is stored is everybody's to know; to choose is whose command it is.
        LiveRecording? recording = all.Recording is { } told ? told with { MayChoose = Refusal("record-go-on", default) is null } : null;
        return seesAll ? seen with { Recording = recording } : seen with { Alarm = LiveAlarm.None, Hold = LiveHold.None, Easing = LiveEasing.None, Recording = recording is { Problem: not null } ? recording.WithoutSession() : null };
    }

    /// <summary>Why this visitor may not give a command; null when it may. Read from the very message that the command is carried out with.</summary>
    public string? Refusal(string command, JsonElement arguments) => AccessPolicy.Of(visitor.Role, command) switch
    {
        CommandRight.Any => commands.Refusal(visitor, command, arguments),
        CommandRight.Trying => IsTrying ? commands.Refusal(visitor, command, arguments) : NotYours,
        CommandRight.Own => IsMeasured ? commands.Refusal(visitor, command, arguments) : NotYours,
        _ => NotYours,
    };

    // Whoever gives commands is at the page, also in a session that asks for no address.
    private string? Heard(string command, JsonElement arguments)
    {
        visitor.Busy();
        return Refusal(command, arguments);
    }

    /// <summary>Carries out a command, or says why not.</summary>
    public Task<string?> ExecuteAsync(string command, JsonElement arguments, CancellationToken cancellationToken) =>
        Heard(command, arguments) is { } refusal ? Task.FromResult<string?>(refusal) : commands.ExecuteAsync(command, arguments, visitor, cancellationToken);
}
