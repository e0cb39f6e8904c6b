namespace Algometer.Records.Model;

/// <summary>The answer to "Somebody let off – was it you?" in the record.</summary>
public static class LetOffEvent
{
    /// <summary>Kind of the event.</summary>
    public const string Kind = "let-off-answer";

    /// <summary>Value of "it was me".</summary>
    public const double Mine = 1;

    /// <summary>Value of "it was not me".</summary>
    public const double NotMine = 0;
}
