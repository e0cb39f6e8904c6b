namespace Algometer.Tables;

/// <summary>How a table of a force over time is to be read. What is not said is taken from headings and values, where they leave no doubt.</summary>
public sealed record SignalQuestion
{
    /// <summary>Time column as <c>NAME</c>, <c>NUMBER</c>, or either with <c>:UNIT</c>; null for the one whose heading says so.</summary>
    public string? Time { get; init; }

    /// <summary>Force, pressure or counts column, written in the same way; null for the one whose heading says so.</summary>
    public string? Force { get; init; }

    /// <summary>Samples per second, for a table without times or with times too coarse; null with times.</summary>
    public double? RateHertz { get; init; }

    /// <summary>Area of the tip, cm²: needed for pressures; null when not told.</summary>
    public double? TipAreaCm2 { get; init; }

    /// <summary>Newtons a count: needed for counts unless these are wanted; null when not told.</summary>
    public double? NewtonsPerCount { get; init; }

    /// <summary>The code of no load: needed for counts unless these are wanted; null when not told.</summary>
    public double? ZeroCounts { get; init; }

    /// <summary>A time of rest in the table, seconds from its first sample, whose mean is the code of no load; null when not told.</summary>
    public (double FromSeconds, double ToSeconds)? Rest { get; init; }

    /// <summary>Numbers that stand for a missing value, such as -9999; <c>none</c> where none does. Empty: such numbers are asked about.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether every comma parts two columns, where numbers look as if decimal commas had parted them too.</summary>
    public bool IsDecimalPoint { get; init; }

    /// <summary>In which rows the forces hold, as <c>COLUMN=VALUE</c>, or <c>any</c> for all; null: asked about where a column of states changes.</summary>
    public string? Valid { get; init; }

    /// <summary>The clock that says which times are still to come.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether codes are wanted as they are, without slope and zero.</summary>
    public bool KeepsCounts { get; init; }

    /// <summary>Which curve, where a column <c>curve</c> names several; null for the only one.</summary>
    public string? Curve { get; init; }

    /// <summary>Whether a time that starts anew begins a repeat that follows one step after the last sample; otherwise it is refused.</summary>
    public bool JoinsRepeats { get; init; }
}
