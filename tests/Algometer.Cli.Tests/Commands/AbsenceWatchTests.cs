using Algometer.Cli.Commands;
using Algometer.Link;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Cli.Tests.Commands;

/// <summary>A length is a promise to end, whatever the device does.</summary>
public sealed class AbsenceWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private AbsenceWatch? _watch;
    private long _samples = 100;
    private long _device = 5_000_000;

    [Fact]
    public void A_device_that_is_connected_and_silent_is_given_up_after_10_s() =>
        Assert.Contains("has sent no sample for 10 s", EndsWithin(10, 11, _ => LinkState.Connected), StringComparison.Ordinal);

    [Fact]
    public void A_device_that_is_away_is_given_up_after_60_s() =>
        Assert.Contains("No sample has come for 60 s", EndsWithin(60, 61, _ => LinkState.Lost), StringComparison.Ordinal);

    [Fact]
    public void One_that_accepts_again_and_again_and_never_streams_is_given_up_after_60_s() =>
        Assert.Contains("No sample has come for 60 s", EndsWithin(60, 61, i => i % 6 == 0 ? LinkState.Connected : LinkState.Lost), StringComparison.Ordinal);

    [Fact]
    public void A_clock_that_stands_still_under_samples_that_come_is_given_up_and_named() =>
        Assert.Contains("clock has not gone on for 60 s", EndsWithin(60, 61, _ =>
        {
            _samples += 16;
            _device += 16;
            return LinkState.Connected;
        }), StringComparison.Ordinal);

    [Fact]
    public void A_device_that_comes_back_in_time_is_waited_for_each_time()
    {
        Assert.Null(Run(1500, i =>
        {
            if (i % 290 > 280)
            {
                _samples += 16;
                _device += 200_000;
                return LinkState.Connected;
            }

            return LinkState.Lost;
        }).Why);
    }

    [Fact]
    public void A_simulated_device_that_lives_slower_is_given_as_much_longer()
    {
        _watch = new AbsenceWatch(_time, TimeSpan.FromSeconds(60), speed: 0.1);
        Assert.Contains("for 600 s", EndsWithin(600, 601, _ => LinkState.Lost), StringComparison.Ordinal);
    }

    private string EndsWithin(double from, double to, Func<int, LinkState> state)
    {
        (string? why, double after) = Run(10_000, state);
        Assert.InRange(after, from, to);
        return why!;
    }

    private (string? Why, double After) Run(int looks, Func<int, LinkState> state)
    {
        _watch ??= new AbsenceWatch(_time, TimeSpan.FromSeconds(60));
        Assert.Null(_watch.Look(LinkState.Connected, _samples, _device));
        for (int i = 1; i <= looks; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            if (_watch.Look(state(i), _samples, _device) is { } why)
            {
                return (why, i * 0.2);
            }
        }

        return (null, looks * 0.2);
    }
}
