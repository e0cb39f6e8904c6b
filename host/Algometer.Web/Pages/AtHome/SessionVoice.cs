using Algometer.Measurement.Easing;
using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Home.Session;
using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Pages.AtHome;

/// <summary>What is heard of a session: one sentence when something changes, and a tone for what to do with the force.</summary>
/// <param name="text">The words.</param>
internal sealed class SessionVoice(HomeWords text)
{
    private const int MostKept = 8;
    private readonly Queue<Heard> _heard = new();
    private GuidedSessionView? _before;
    private int _last;

    /// <summary>The latest that was said, oldest first: a browser that was away for a moment misses nothing.</summary>
    public IReadOnlyCollection<Heard> Latest => _heard;

    /// <summary>The tone that is repeated now; <c>none</c> for silence.</summary>
    public string Guide { get; private set; } = "none";

    /// <summary>Follows the session.</summary>
    /// <param name="now">How it stands; null for no session.</param>
    public void Follow(GuidedSessionView? now)
    {
        Guide = now is { } running && running.IsPressing() ? ToneOf(running.Cue) : "none";
        if (now is not null)
        {
            Tell(_before, now);
        }

        _before = now;
    }

    /// <summary>Says an answer of the program.</summary>
    /// <param name="answer">The words.</param>
    public void Answer(string answer) => Say("error", answer);

    private static string ToneOf(SessionCue cue) => cue switch
    {
        SessionCue.More => "more",
        SessionCue.Hold => "stay",
        SessionCue.Less => "less",
        SessionCue.Slower => "slower",
        SessionCue.EaseOff or SessionCue.LetGo => "ease",
        SessionCue.Done => "done",
        SessionCue.FeelsNothing or SessionCue.Breathe => "ask",
        _ => "none",
    };

    private void Tell(GuidedSessionView? before, GuidedSessionView now)
    {
        string phase = TextIds.Kebab(now.Phase);
        bool changed = before?.Phase != now.Phase;
        if (changed)
        {
            Say(phase, Sentence(now));
        }
        else if (now.Phase == SessionPhase.Screening && Screening.Kind(before!) != Screening.Kind(now))
        {
            Say(phase, Sentence(now));
        }

        if (now.PainDue && before is not { PainDue: true })
        {
            Add(new Heard(0, "tone", "ask"));
            Say("pain.ask", text["pain.ask"]);
        }

        if (now.IsPressing() && !now.PainDue && before?.Cue != now.Cue && now.Cue != SessionCue.None)
        {
            string cue = "cue." + TextIds.Kebab(now.Cue);
            Say(cue, text[cue], now.Cue == SessionCue.LetGo);
        }

        if (now.Bracing && before is not { Bracing: true })
        {
            Say("breath.hold", text["breath.hold"]);
        }

        if (before is not null && IsEasing(now.Easing) && !IsEasing(before.Easing))
        {
            Say("easing", text[now.Easing == EasingState.Easing ? "easing.yes" : "easing.maybe"]);
        }

        // What is said to an answer stands there from the answer before; it is a new one all the same, and the question must not stand on.
        bool answered = before is { PainDue: true } && !now.PainDue;
        string[] fresh = [.. now.Messages.Where(id => answered || before?.Messages.Contains(id, StringComparer.Ordinal) != true)];
        if (!changed && now.Phase == SessionPhase.DeviceCheck && before!.Say != now.Say)
        {
            Say(now.Say, text[now.Say]);
        }

        if (!changed && fresh.Length > 0)
        {
            Say(fresh[0], string.Join(' ', fresh.Select(id => text.Until(id, now.LockedUntil))), now.Phase == SessionPhase.Trouble);
        }

        if (changed && now.Phase == SessionPhase.Done)
        {
            Add(new Heard(0, "tone", "done"));
        }
    }

    // One screen in one breath: what it is about, what may be answered, and with which key.
    private string Sentence(GuidedSessionView now)
    {
        string[] rest = [.. now.Messages.Select(id => text.Until(id, now.LockedUntil))];
        string say = now.Say.Length > 0 ? text[now.Say, Math.Ceiling(now.RestSecondsLeft)] : "";
        return HomeWords.Sentences(now.Phase switch
        {
            SessionPhase.Screening => [text["screen.intro"], .. Screening.Asked(now).Select((question, index) => $"{index + 1}: {text["screen." + question.Id]}"), text["keys.none"]],
            SessionPhase.Place => [text["place.intro"], text["point." + now.Place.Point], text["tool." + now.Place.Tool], text["position." + now.Place.Position], text["keys.enter"]],
            SessionPhase.MovementBefore => [.. rest, Movement(now), text["movement.rate-before"], text["keys.digits"]],
            SessionPhase.MovementAfter => [.. rest, Movement(now), text["movement.rate-after"], text["keys.digits"]],
            SessionPhase.StopReason => [text["stop.always-right"], text["stop.why"], .. now.StopReasons.Select((id, index) => $"{index + 1}: {text["stop." + id]}")],
            SessionPhase.Feeling => [.. rest, text["feeling.ask"], .. now.Feelings.Select((id, index) => $"{index + 1}: {text["feeling." + id]}")],
            SessionPhase.Done => [text["done.thanks"], .. rest.Where(said => said != text["done.thanks"]), text["keys.enter"]],
            SessionPhase.Tingling => [text["tingling.ask"], text["keys.enter"]],
            SessionPhase.Refused => [text["screen.refused"], .. rest],
            SessionPhase.Emergency => rest,
            SessionPhase.Rest => [say, .. now.Messages.Where(id => !id.StartsWith("hold.", StringComparison.Ordinal)).Select(id => text.Until(id, now.LockedUntil))],
            _ => [say, .. rest],
        });
    }

    private string Movement(GuidedSessionView now) => text[now.Movement.Length > 0 ? "movement." + now.Movement : "movement.any"];

    private static bool IsEasing(EasingState state) => state is EasingState.Easing or EasingState.PossiblyEasing;

    private void Say(string what, string words, bool urgent = false)
    {
        if (words.Length > 0)
        {
            Add(new Heard(0, "say", what, words, urgent));
        }
    }

    private void Add(Heard heard)
    {
        _heard.Enqueue(heard with { N = ++_last });
        while (_heard.Count > MostKept)
        {
            _heard.Dequeue();
        }
    }
}
