namespace Algometer.Records.Documents;

/// <summary>Kinds of documents that more than one part of the program knows.</summary>
public static class DocumentKinds
{
    /// <summary>A visit of a person.</summary>
    public const string Visit = "visit";

    /// <summary>A guided session at home.</summary>
    public const string HomeSession = "home-session";

    /// <summary>A measured safe range of the ball.</summary>
    public const string HomeRange = "home-range";
}
