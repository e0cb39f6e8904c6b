using Algometer.Measurement.Guard;
using Algometer.Measurement.Signal;
using Algometer.Wire;

namespace Algometer.Link.Tests;

/// <summary>A line that grows slow and a clock that lies: nothing is judged that may be more than a second old, and what is fresh again is judged at once.</summary>
public sealed class LateLineTests
{
    private const int Gain = 45665773;
    private const long Step = 12_500;
    private readonly SinkProbe _sink = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameDispatcher _dispatcher;
    private readonly Queue<(byte[] Frame, long At)> _toHost = new();
    private readonly Queue<(int Id, long At)> _toDevice = new();
    private readonly Dictionary<int, long> _pings = [];
    private readonly List<long> _late = [];
    private long _began = 1_700_000_000_000_000;
    private long _now;
    private long _clock = 3_000_000_000;
    private uint _sequence;
    private long _down;
    private long _up;
    private long _sampleLie;
    private long _pongLie;

    public LateLineTests()
    {
        _dispatcher = new FrameDispatcher(_sink) { PingSentAt = id => _pings.GetValueOrDefault(id) };
        Send(new HelloMessage { DeviceId = 42, BootId = 1, UptimeMicroseconds = _clock, CapacityMillinewtons = 196133, RateMillihertz = 80_000, LimitMillinewtons = 60_000, CapMillinewtons = 100_000 }.Write(_writer));
        Send(new CalibrationMessage { GainPiconewtonsPerCount = Gain, CapacityMillinewtons = 196133 }.Write(_writer));
        Run(20);
        Assert.Empty(_sink.Doubts);
        Assert.Equal((int)_sequence, _sink.Arrivals.Count);
    }

    [Theory]
    [InlineData(50_000, 0)]
    [InlineData(120_000, 0)]
    [InlineData(25_000, 25_000)]
    [InlineData(0, 120_000)]
    public void However_slowly_a_queue_grows_on_either_way_nothing_more_than_a_second_old_is_judged(long downPerSecond, long upPerSecond)
    {
        for (double second = 0; second < 40; second += 0.1)
        {
            Run(0.1);
            _down += downPerSecond / 10;
            _up += upPerSecond / 10;
        }

        Assert.InRange(_late.Max(), 0, 1_000_000);
        Assert.Equal(StreamDoubt.Late, _sink.Doubts[^1]);
        Assert.Empty(_sink.Gaps);

        // The line is quick again: what lay on it comes at once.
        (_down, _up) = (0, 0);
        for (int i = _toHost.Count; i > 0; i--)
        {
            _toHost.Enqueue((_toHost.Dequeue().Frame, _now));
        }

        for (int i = _toDevice.Count; i > 0; i--)
        {
            _toDevice.Enqueue((_toDevice.Dequeue().Id, _now));
        }

        int judged = _sink.Arrivals.Count;
        Run(1.6);
        Assert.InRange(_sink.Arrivals.Count - judged, 64, 512);
        Assert.Equal(StreamDoubt.None, _sink.Doubts[^1]);
    }

    [Fact]
    public void Samples_that_lie_about_their_time_for_a_while_are_believed_again_at_once()
    {
        foreach (long lie in (long[])[-5_000_000, -10_000_000, -20_000_000, -60_000_000, 10_000_000])
        {
            _sampleLie = lie;
            Run(3);
            _sampleLie = 0;
            Run(0.1);
            int judged = _sink.Arrivals.Count;
            Run(1);
            Assert.Equal(80, _sink.Arrivals.Count - judged);
            Assert.All(_sink.Arrivals[^80..], sample => Assert.True(sample.HasForce, $"after {lie}"));
            Run(20);
        }
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(-10_000_000)]
    public void Pongs_that_lie_for_a_while_are_forgotten_with_the_first_that_does_not(long lie)
    {
        _pongLie = lie;
        Run(5);
        Assert.NotEqual(StreamDoubt.None, _sink.Doubts[^1]);
        _pongLie = 0;
        Run(0.5);
        int judged = _sink.Arrivals.Count;
        Run(1);
        Assert.Equal(80, _sink.Arrivals.Count - judged);
        Assert.Equal(StreamDoubt.None, _sink.Doubts[^1]);
    }

    [Theory]
    [InlineData(-10_000_000)]
    [InlineData(10_000_000)]
    [InlineData(2_000_000_000)]
    public void A_whole_clock_that_was_set_is_followed_with_the_next_pong(long by)
    {
        _clock += by;
        Run(0.5);
        int judged = _sink.Arrivals.Count;
        Run(1);
        Assert.Equal(80, _sink.Arrivals.Count - judged);
        Assert.Equal(StreamDoubt.None, _sink.Doubts[^1]);
        Assert.Empty(_sink.Gaps);
    }

    [Fact]
    public void A_host_whose_clock_was_set_learns_anew_how_late_samples_are()
    {
        _began += 3_600_000_000;
        _dispatcher.HostClockSet();
        Run(1);
        Assert.Equal((int)_sequence, _sink.Arrivals.Count);
        Assert.Empty(_sink.Doubts);
    }

    private void Run(double seconds)
    {
        for (long end = _now + (long)Math.Round(seconds * 1e6); _now < end;)
        {
            _now += Step;
            _clock += Step;
            const int raw = 200_000;
            Send(new SampleMessage { Sequence = _sequence++, Microseconds = unchecked((uint)(_clock + _sampleLie)), RawCounts = raw, ForceMillinewtons = new CellCalibration(0, 0, Gain, 0, 0, 0, 196133).ToMillinewtons(raw) }.Write(_writer));
            if (_now % 400_000 == 0)
            {
                int id = _pings.Count + 1;
                _pings[id] = _began + _now;
                _toDevice.Enqueue((id, _now + _up));
            }

            while (_toDevice.TryPeek(out (int Id, long At) ping) && ping.At <= _now)
            {
                _toDevice.Dequeue();
                Send(new PongMessage { CommandId = ping.Id, Microseconds = _clock + _pongLie }.Write(_writer));
            }

            while (_toHost.TryPeek(out (byte[] Frame, long At) next) && next.At <= _now)
            {
                _toHost.Dequeue();
                int judged = _sink.Arrivals.Count;
                _dispatcher.Accept(next.Frame, next.Frame.Length, _began + _now);
                _dispatcher.ClearWants();
                if (_sink.Arrivals.Count > judged)
                {
                    // The true age of what was judged: one number is one conversion.
                    _late.Add(_now - ((_sink.Arrivals[^1].Sequence + 1) * Step));
                }
            }
        }
    }

    private void Send(int length)
    {
        long least = _toHost.Count > 0 ? _toHost.Max(waiting => waiting.At) : 0;
        _toHost.Enqueue((_writer.Frame[..length], Math.Max(least, _now + _down)));
    }
}
