namespace Algometer.StandIns;

/// <summary>The supply is gone: the program stops wherever it is.</summary>
public sealed class PowerLostException : Exception
{
    public PowerLostException()
        : base("The power is gone.")
    {
    }
}
