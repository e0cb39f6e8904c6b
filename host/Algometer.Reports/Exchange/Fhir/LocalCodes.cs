using Hl7.Fhir.Model;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>
/// Codes of our own, for what no verified code of LOINC or SNOMED CT names. They are defined in a CodeSystem that travels in every bundle;
/// its address is a UUID, because no authority has given it another one.
/// </summary>
internal static class LocalCodes
{
    public const string System = "urn:uuid:5c0f5a5e-7a0e-4d0c-9b50-0f2f6d1f7c11";
    public const string Sites = "urn:uuid:9a3f6c0a-54b3-4b1e-8c1d-8c1d1f0f2b27";
    public const string PersonCode = "urn:uuid:1f6c0a3c-0a77-4f0b-a6a1-3f5f0a4e9d02";
    public const string DeviceCode = "urn:uuid:2d0b7b90-6a53-4c3e-bb1f-7f7e0c6a5a44";
    public const string Loinc = "http://loinc.org";
    public const string Snomed = "http://snomed.info/sct";
    public const string Ucum = "http://unitsofmeasure.org";

    /// <summary>Every code with its display and definition.</summary>
    public static IReadOnlyList<(string Code, string Display, string Definition)> All { get; } =
    [
        ("pressure-pain-threshold", "Pressure pain threshold", "Pressure at which the person first says that pressure has become pain, mean of the repeats that count."),
        ("pressure-pain-tolerance", "Pressure pain tolerance", "Pressure at which the person wants it to stop, mean of the repeats that count."),
        ("repeat", "Repeat", "One ramp that counts."),
        ("achieved-rate", "Achieved rate", "Rate of the ramp over the judged stretch of a repeat."),
        ("target-rate", "Target rate", "Rate of the ramp that the protocol asks for."),
        ("tip-area", "Tip area", "Area of the tip that pressed."),
        ("cut-off", "Cut-off", "Pressure at which a ramp ends unanswered."),
        ("coefficient-of-variation", "Coefficient of variation", "Standard deviation of the repeats divided by their mean."),
        ("temporal-summation", "Temporal summation", "Rating of the last pulse of a train less the first."),
        ("conditioned-pain-modulation", "Conditioned pain modulation", "Change of the threshold under a second painful stimulus, in percent of the threshold before."),
        ("p40", "Pressure at rating 4", "Pressure that is rated 4 of 10, from an isotonic fit."),
        ("rated-pressure", "Rated pressure", "Pressure that a rating belongs to."),
        ("seconds-after", "Time after the pressure", "When a rating was given, after the pressure ended."),
        ("force-trace", "Force trace", "Force of a recorded session on a regular grid of the device's clock."),
        ("pressure-algometer", "Pressure algometer", "A hand-held device that measures the force with which tissue is pressed."),
        ("simulated-sensor", "Simulated sensor", "A program that acts like a pressure algometer; nobody was pressed."),
        ("hand-held-ramp", "Hand-held pressure ramp", "Pressure raised by hand at a constant rate until the person answers."),
    ];

    public static CodeableConcept Of(string code, string? text = null) => new()
    {
        Coding = [new Coding(System, code, All.First(known => string.Equals(known.Code, code, StringComparison.Ordinal)).Display)],
        Text = text,
    };

    public static CodeSystem Definition() => new()
    {
        Url = System,
        Name = "AlgometerCodes",
        Title = "Codes of pressure algometry",
        Status = PublicationStatus.Active,
        Experimental = false,
        CaseSensitive = true,
        Content = CodeSystemContentMode.Complete,
        Count = All.Count,
        Concept = [.. All.Select(code => new CodeSystem.ConceptDefinitionComponent { Code = code.Code, Display = code.Display, Definition = code.Definition })],
    };

    public static Quantity Quantity(double value, string ucum, string? unit = null) => new()
    {
        Value = Decimal(value),
        Unit = unit ?? ucum,
        System = Ucum,
        Code = ucum,
    };

    // Three digits after the point: a pascal, far below what the sensor tells apart.
    public static decimal Decimal(double value) => Math.Round((decimal)value, 3);
}
