using Algometer.Measurement.Ramp;
using Algometer.Station.Activities.ThresholdTest;
using Algometer.VirtualDevice;

namespace Algometer.Tests.Shared;

/// <summary>Plays the therapist of a guided test: says when a stimulus is on, repeats what does not count, enters what the patient rates.</summary>
internal static class TestDrive
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _often = TimeSpan.FromMilliseconds(4);

    /// <summary>Until all of a test is stored, or none runs.</summary>
    public static Task FinishAsync(ThresholdTestActivity test, SimulatedPatient patient, bool isStored = true) =>
        UntilAsync(test, view => view is { IsOver: true } && (!isStored || view.RunId is not null), view => Act(test, view, patient));

    /// <summary>Until the test shows something.</summary>
    public static async Task<ThresholdTestView> UntilAsync(ThresholdTestActivity test, Func<ThresholdTestView, bool> shows, Action<ThresholdTestView>? meanwhile = null)
    {
        using var late = new CancellationTokenSource(_patience);
        using var timer = new PeriodicTimer(_often);
        while (true)
        {
            if (test.View() is { } view)
            {
                if (shows(view))
                {
                    return view;
                }

                meanwhile?.Invoke(view);
            }

            await timer.WaitForNextTickAsync(late.Token);
        }
    }

    private static void Act(ThresholdTestActivity test, ThresholdTestView view, SimulatedPatient patient)
    {
        _ = view switch
        {
            { Phase: RunPhase.Conditioning, SecondsLeft: <= 0 } => test.BeginConditioning(),
            { Phase: RunPhase.Reviewing } => test.Repeat(),
            _ when view.RatingsWanted > view.Ratings.Count => test.Rate(view.LevelKpa is { } level ? patient.Rate(level, view.Ratings.Count) : 2),
            _ => null,
        };
    }
}
