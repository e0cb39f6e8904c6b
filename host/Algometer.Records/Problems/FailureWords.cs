namespace Algometer.Records.Problems;

/// <summary>What a failure says to a person.</summary>
public static class FailureWords
{
    /// <summary>Its message without the name of a parameter, which is nobody's business but the programmer's.</summary>
    public static string Words(this Exception failure) => (failure ?? throw new ArgumentNullException(nameof(failure))).Message.Split(" (Parameter", 2)[0];
}
