using Algometer.StandIns;

namespace Algometer.Esp32.Tests;

/// <summary>What one turn of the loop costs: IL instructions with those of the class libraries, native calls as instructions, bytes allocated.</summary>
internal readonly record struct TurnCost(long Instructions, long Native, long Bytes, long Objects);

/// <summary>Meters every turn of an instrumented program.</summary>
internal sealed class TurnMeter
{
    private readonly List<TurnCost> _waits = new(1_000_000);
    private readonly List<TurnCost> _looks = new(100_000);
    private readonly List<TurnCost> _samples = new(10_000);
    private SimulatedBoard? _board;
    private TurnCost _last;
    private TurnCost _dearest;
    private bool _begun;
    private int _taken;
    private bool _looked;

    /// <summary>Bytes and objects asked for until the first turn, nothing freed.</summary>
    public TurnCost Start { get; private set; }

    public TurnCost Waiting => Median(_waits);

    public TurnCost Looking => Median(_looks);

    public TurnCost Sample => Median(_samples);

    /// <summary>The most that a turn took since <see cref="Reset"/>.</summary>
    public TurnCost Worst => _waits.Concat(_looks).Concat(_samples).MaxBy(turn => turn.Instructions + turn.Native);

    /// <summary>The most that a turn with a sample took since <see cref="Reset"/>.</summary>
    public TurnCost WorstSample => _samples.MaxBy(turn => turn.Instructions);

    public TurnCost WorstWithoutSample => _waits.Concat(_looks).MaxBy(turn => turn.Instructions + turn.Native);

    /// <summary>The most that is on the heap when what a turn leaves is collected after it, since power-on: nothing made before the first turn is freed.</summary>
    public TurnCost Peak => Start with { Bytes = Start.Bytes + _dearest.Bytes, Objects = Start.Objects + _dearest.Objects };

    /// <summary>Bytes that a turn allocated at most.</summary>
    public long MostBytes => _waits.Concat(_looks).Concat(_samples).Max(turn => turn.Bytes);

    /// <summary>The program with this meter in it.</summary>
    public Action Meter(Action program) => () =>
    {
        IlMeter.OnTurn(Turn);
        program();
    };

    public void Watch(SimulatedBoard board)
    {
        _board = board;
        board.LevelRead = _ => _looked = true;
    }

    public void Reset()
    {
        _waits.Clear();
        _looks.Clear();
        _samples.Clear();
        _begun = false;
    }

    private static TurnCost Median(List<TurnCost> turns) => turns.Count == 0 ? default : turns.OrderBy(turn => turn.Instructions).ElementAt(turns.Count / 2);

    private void Turn()
    {
        var now = new TurnCost(IlMeter.Count, IlMeter.Native, IlMeter.Bytes, IlMeter.Objects);
        if (Start == default)
        {
            Start = now;
        }

        else if (now.Bytes - _last.Bytes > _dearest.Bytes)
        {
            _dearest = new(now.Instructions - _last.Instructions, now.Native - _last.Native, now.Bytes - _last.Bytes, now.Objects - _last.Objects);
        }

        if (_board is { } board)
        {
            bool sampled = board.Converter.Taken.Count != _taken;
            _taken = board.Converter.Taken.Count;
            if (_begun)
            {
                (sampled ? _samples : _looked ? _looks : _waits).Add(new(
                    now.Instructions - _last.Instructions, now.Native - _last.Native, now.Bytes - _last.Bytes, now.Objects - _last.Objects));
            }

            _begun = true;
        }

        _looked = false;
        _last = now;
    }
}
