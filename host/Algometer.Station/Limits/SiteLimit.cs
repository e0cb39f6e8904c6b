using Algometer.Link;
using Algometer.Station.Pipeline;

namespace Algometer.Station.Limits;

/// <summary>
/// The device's limit during a test: the cap of the present place, and what it was before once the test is over. Called under the road's
/// lock; the device is asked beside it.
/// </summary>
/// <param name="ingest">The road, whose guard follows.</param>
/// <param name="session">The way to the device.</param>
/// <param name="time">Names the plan that a test is to the device.</param>
/// <param name="refused">Told why the device did not take a limit, under the road's lock.</param>
internal sealed class SiteLimit(Ingest ingest, DeviceSession session, TimeProvider time, Action<string> refused)
{
    private readonly PlanLimit _limit = new(ingest, session, time);
    private double _before;
    private long _plan;
    private bool _isUnknown;
    private double _asked;
    private double _lastAsked;
    private (long Device, uint Boot) _began;
    private (long Device, uint Boot) _seen;

    /// <summary>Whether the device has not answered yet.</summary>
    public bool IsPending { get; private set; }

    /// <summary>A test begins.</summary>
    /// <param name="presentNewtons">The limit to give back afterwards, N.</param>
    public void Begin(double presentNewtons) => (_before, _plan, _asked, _lastAsked, _began) = (presentNewtons, PlanLimit.NewId(time.GetUtcNow()), 0, 0, Start);

    /// <summary>Whether the device has, or was asked for, another limit than this.</summary>
    public bool Differs(double newtons) => !IsPending && Math.Abs(newtons - _asked) > 0.001;

    /// <summary>Asks for a limit. Raising one needs a plan: the whole test is one.</summary>
    public void Ask(double newtons)
    {
        IsPending = true;
        _asked = newtons;
        _lastAsked = newtons;
        _ = Task.Run(async () =>
        {
            CommandOutcome outcome = await _limit.SetAsync(newtons, _plan);
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
    public void Forget()
    {
        _asked = 0;
        _seen = _isUnknown ? default : _seen;
        _isUnknown = false;
    }

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
        long plan = _plan;
        _ = Task.Run(() => AgainIfLostAsync(_limit.GiveBackAsync(newtons, plan)));
    }

    /// <summary>
    /// A program that was ended in a test or a session leaves the device with that one's plan and limit: nothing but a running one may keep them.
    /// Given back once for each start of a device, while nothing is guided; where no plan is on this changes nothing.
    /// </summary>
    public void LowerLeftOver()
    {
        if (ingest.Device is not { } device || Start == _seen || ingest.Slot.Owner is not (null or Activity.Hold))
        {
            return;
        }

        _seen = Start;
        if (!device.SettingsDefault)
        {
            _ = Task.Run(() => AgainIfLostAsync(_limit.GiveLeftOverBackAsync(device.LimitNewtons)));
        }
    }

    // Where nobody knows whether the device has it: given back when there is a connection again.
    private async Task AgainIfLostAsync(Task<CommandOutcome> giving)
    {
        if ((await giving).IsUnknown)
        {
            ingest.With(_ => _isUnknown = true);
        }
    }

    private (long Device, uint Boot) Start => ingest.Device is { } device ? (device.DeviceId, device.BootId) : default;
}
