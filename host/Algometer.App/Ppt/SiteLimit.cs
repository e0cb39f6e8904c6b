using Algometer.App.Live;
using Algometer.Link;
using Algometer.Wire;

namespace Algometer.App.Ppt;

/// <summary>
/// The device's limit during a test: the cap of the present place, and what it was before once the test is over. Called under the road's
/// lock; the device is asked beside it.
/// </summary>
/// <param name="ingest">The road, whose guard follows.</param>
/// <param name="session">The way to the device.</param>
/// <param name="time">Names the plan that a higher limit needs.</param>
/// <param name="refused">Told why the device did not take a limit, under the road's lock.</param>
internal sealed class SiteLimit(Ingest ingest, DeviceSession session, TimeProvider time, Action<string> refused)
{
    /// <summary>The limit outside of tests, N: the lowest cap of the ball's places. [P]</summary>
    public const double EverydayNewtons = 60;

    private double _before;
    private double _asked;
    private double _lastAsked;
    private (long Device, uint Boot) _began;
    private (long Device, uint Boot) _seen;

    /// <summary>Whether the device has not answered yet.</summary>
    public bool IsPending { get; private set; }

    /// <summary>A test begins.</summary>
    /// <param name="presentNewtons">The limit to give back afterwards, N.</param>
    public void Begin(double presentNewtons) => (_before, _asked, _lastAsked, _began) = (presentNewtons, 0, 0, Start);

    /// <summary>Whether the device has, or was asked for, another limit than this.</summary>
    public bool Differs(double newtons) => !IsPending && Math.Abs(newtons - _asked) > 0.001;

    /// <summary>Asks for a limit. Raising one needs a plan: the test is it.</summary>
    public void Ask(double newtons)
    {
        IsPending = true;
        _asked = newtons;
        _lastAsked = newtons;
        _ = Task.Run(async () =>
        {
            CommandOutcome outcome = await SendAsync(newtons, Math.Max(1, time.GetUtcNow().ToUnixTimeMilliseconds()));
            ingest.With(_ =>
            {
                IsPending = false;
                if (!outcome.Accepted)
                {
                    _asked = 0;
                    refused($"The device did not take the limit of this site: {outcome.Reason}");
                }

                return true;
            });
        });
    }

    /// <summary>The device is not the one that was asked any more, or may have forgotten.</summary>
    public void Forget() => _asked = 0;

    /// <summary>
    /// The test is over: gives the limit back, also to a device that restarted in it with the test's limit. One that came back with a lower
    /// limit of its own keeps that.
    /// </summary>
    public void GiveBack()
    {
        if (_lastAsked <= 0)
        {
            return;
        }

        double newtons = _before;
        if (ingest.Device is { } device && Start != _began && Math.Abs(device.LimitNewtons - _lastAsked) > 0.001)
        {
            newtons = Math.Min(newtons, device.LimitNewtons);
        }

        (_asked, _lastAsked) = (0, 0);
        _ = Task.Run(() => SendAsync(newtons, 1));
    }

    /// <summary>
    /// A program that was ended in a test leaves the device with that test's limit: nothing but a running test may keep it up. Looked at once
    /// for each start of a device, while nothing is guided.
    /// </summary>
    public void LowerLeftOver()
    {
        if (ingest.Device is not { } device || Start == _seen || ingest.Occupied is not null)
        {
            return;
        }

        _seen = Start;
        if (device.LimitNewtons > EverydayNewtons)
        {
            _ = Task.Run(() => session.SendAsync(new Command { Type = MessageType.SetLimit, Value = (uint)(EverydayNewtons * 1000) }, CancellationToken.None));
        }
    }

    private (long Device, uint Boot) Start => ingest.Device is { } device ? (device.DeviceId, device.BootId) : default;

    private async Task<CommandOutcome> SendAsync(double newtons, long planId)
    {
        CommandOutcome outcome = await session.SendAsync(new Command { Type = MessageType.SetLimit, Value = (uint)Math.Round(newtons * 1000), PlanId = planId }, CancellationToken.None);
        if (outcome.Accepted)
        {
            ingest.With(pipeline =>
            {
                pipeline.Guard.Options = pipeline.Guard.Options with { LimitNewtons = newtons };
                return true;
            });
        }

        return outcome;
    }
}
