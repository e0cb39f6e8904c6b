namespace Algometer.Tables;

/// <summary>A table that cannot be used as it is: the message names file, line and column, says why, and which option or change would make it work.</summary>
public sealed class TableException : FormatException
{
    /// <summary>Makes one without a message.</summary>
    public TableException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">For people.</param>
    public TableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    /// <param name="message">For people.</param>
    /// <param name="innerException">The cause.</param>
    public TableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
