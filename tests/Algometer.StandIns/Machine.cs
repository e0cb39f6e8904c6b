namespace Algometer.StandIns;

/// <summary>Runs a program on a board, step by step with a test: only one of the two ever runs.</summary>
public sealed class Machine : IDisposable
{
    private readonly SemaphoreSlim _toProgram = new(0);
    private readonly SemaphoreSlim _toTest = new(0);
    private readonly Thread _thread;
    private long _stopAt;

    public Machine(SimulatedBoard board, Action program)
    {
        Board = board;
        board.Passed = Pass;
        _thread = new Thread(() =>
        {
            _toProgram.Wait();
            board.Occupy();
            try
            {
                program();
            }
            catch (PowerLostException)
            {
                HasLostPower = true;
            }
            catch (Exception failure)
            {
                Failure = failure;
            }

            HasEnded = true;
            _toTest.Release();
        }) { IsBackground = true };
        _thread.Start();
    }

    public SimulatedBoard Board { get; }

    /// <summary>What ended the program, other than the power.</summary>
    public Exception? Failure { get; private set; }

    public bool HasLostPower { get; private set; }

    /// <summary>Whether the program returned or died; a device's program never should.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Lets the program live for a time.</summary>
    public void RunFor(long microseconds)
    {
        if (HasEnded)
        {
            return;
        }

        _stopAt = Board.Microseconds + microseconds;
        _toProgram.Release();
        _toTest.Wait();
    }

    public void Dispose()
    {
        Board.SwitchOff();
        if (!HasEnded)
        {
            _toProgram.Release();
            _toTest.Wait();
        }

        _thread.Join();
        _toProgram.Dispose();
        _toTest.Dispose();
    }

    private void Pass()
    {
        if (Board.Microseconds >= _stopAt)
        {
            _toTest.Release();
            _toProgram.Wait();
        }
    }
}
