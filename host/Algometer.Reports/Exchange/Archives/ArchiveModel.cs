using System.Text.Json.Serialization;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Records.People;

namespace Algometer.Reports.Exchange.Archives;

/// <summary>What an archive holds, with the length and checksum of every other entry.</summary>
/// <param name="Format">Always <see cref="ArchiveFormat.FormatName"/>.</param>
/// <param name="Version">Layout of the archive.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="Software">Version of the program that made it.</param>
/// <param name="Pseudonymised">Whether codes, dates and free text were replaced.</param>
/// <param name="Sessions">Identities of the sessions.</param>
/// <param name="Entries">Every entry but this one.</param>
public sealed record ArchiveManifest(string Format, int Version, DateTimeOffset CreatedUtc, string Software, bool Pseudonymised, IReadOnlyList<string> Sessions, IReadOnlyList<ArchiveEntry> Entries);

/// <summary>An entry of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length unpacked.</param>
/// <param name="Sha256">SHA-256 of its content, hexadecimal.</param>
public sealed record ArchiveEntry(string Name, long Bytes, string Sha256);

/// <summary>A session as <c>session.json</c> of an archive; samples and events stand in entries beside it.</summary>
/// <param name="Id">Identity, 16 characters.</param>
/// <param name="PersonId">Whom it is about; absent for nobody.</param>
/// <param name="StartedUtc">Wall time of the start.</param>
/// <param name="EndedUtc">Wall time of the end; absent while it is recorded.</param>
/// <param name="End">How it ended; absent while it is recorded.</param>
/// <param name="DeviceId">The device's own identity.</param>
/// <param name="BootId">Which start of the device.</param>
/// <param name="FirmwareVersion">Version of the device's firmware.</param>
/// <param name="SoftwareVersion">Version of the program that recorded.</param>
/// <param name="Simulated">Whether the sensor was simulated.</param>
/// <param name="NominalRateHz">Nominal rate, Hz.</param>
/// <param name="TipAreaCm2">Area of the tip, cm².</param>
/// <param name="LimitMillinewtons">The device's limit at the start, mN.</param>
/// <param name="Source">Where the samples came from.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Samples">How many samples there are.</param>
/// <param name="Calibrations">In order of the sequence they apply from.</param>
/// <param name="ClockPoints">In order of device time.</param>
/// <param name="Gaps">In order.</param>
public sealed record ArchiveSession(
    string Id,
    string? PersonId,
    DateTimeOffset StartedUtc,
    DateTimeOffset? EndedUtc,
    SessionEnd? End,
    string DeviceId,
    long BootId,
    string FirmwareVersion,
    string SoftwareVersion,
    bool Simulated,
    double NominalRateHz,
    double TipAreaCm2,
    int LimitMillinewtons,
    SessionSource Source,
    string Title,
    long Samples,
    IReadOnlyList<ArchiveCalibration> Calibrations,
    IReadOnlyList<ArchiveClockPoint> ClockPoints,
    IReadOnlyList<ArchiveGap> Gaps)
{
    internal static ArchiveSession Of(ExportedSession session, long samples)
    {
        SessionSummary summary = session.Summary;
        SessionDescription d = summary.Description;
        return new ArchiveSession(
            summary.Id,
            session.Person?.Id,
            summary.StartedUtc,
            summary.EndedUtc,
            summary.End,
            d.DeviceId,
            d.BootId,
            d.FirmwareVersion,
            d.SoftwareVersion,
            d.Simulated,
            d.NominalRateHz,
            d.TipAreaCm2,
            d.LimitMillinewtons,
            d.Source,
            d.Title,
            samples,
            [.. session.Calibrations.Select(inForce => ArchiveCalibration.Of(inForce))],
            [.. session.ClockPoints.Select(point => new ArchiveClockPoint(point.DeviceMicroseconds, point.UtcUnixMicroseconds))],
            [.. session.Gaps.Select(gap => new ArchiveGap(gap.FirstMissingSequence, gap.Count, gap.Reason))]);
    }

    internal SessionDescription Describe() => new()
    {
        DeviceId = DeviceId,
        BootId = BootId,
        FirmwareVersion = FirmwareVersion,
        SoftwareVersion = SoftwareVersion,
        Simulated = Simulated,
        NominalRateHz = NominalRateHz,
        TipAreaCm2 = TipAreaCm2,
        LimitMillinewtons = LimitMillinewtons,
        Source = Source,
        Title = Title,
        Calibration = Calibrations.Count == 0 ? null : Calibrations[0].ToCalibration(),
    };
}

/// <summary>A calibration in force; force in pN is <c>gain·x + quadratic·⌊x²/2²⁰⌋</c> with <c>x = raw − zero − tare</c>.</summary>
/// <param name="EffectiveFromSequence">First sequence it applies to.</param>
/// <param name="Id">Identity; 0 for the nominal one.</param>
/// <param name="DateUnixSeconds">When it was made, s since 1970.</param>
/// <param name="GainPnPerCount">Slope, pN a count.</param>
/// <param name="QuadraticPn">Quadratic term, pN per 2²⁰ counts².</param>
/// <param name="ZeroCounts">Counts of the unloaded cell.</param>
/// <param name="TareCounts">Counts added by the last tare.</param>
/// <param name="CapacityMn">Rated load, mN.</param>
public sealed record ArchiveCalibration(long EffectiveFromSequence, uint Id, uint DateUnixSeconds, int GainPnPerCount, int QuadraticPn, int ZeroCounts, int TareCounts, int CapacityMn)
{
    internal static ArchiveCalibration Of(CalibrationInForce inForce)
    {
        CellCalibration c = inForce.Calibration;
        return new ArchiveCalibration(inForce.EffectiveFromSequence, c.Id, c.DateUnixSeconds, c.GainPiconewtonsPerCount, c.QuadraticPiconewtons, c.ZeroCounts, c.TareCounts, c.CapacityMillinewtons);
    }

    internal CellCalibration ToCalibration() => new(Id, DateUnixSeconds, GainPnPerCount, QuadraticPn, ZeroCounts, TareCounts, CapacityMn);
}

/// <summary>A moment read from both clocks.</summary>
/// <param name="DeviceUs">Device time, µs.</param>
/// <param name="UtcUnixUs">Wall time, µs since 1970.</param>
public sealed record ArchiveClockPoint(long DeviceUs, long UtcUnixUs);

/// <summary>Missing samples.</summary>
/// <param name="FirstMissingSequence">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">Why.</param>
public sealed record ArchiveGap(long FirstMissingSequence, long Count, string Reason);

/// <summary>An event: a line of <c>events.jsonl</c>.</summary>
/// <param name="DeviceUs">Device time, µs.</param>
/// <param name="Sequence">The sample at which it happened.</param>
/// <param name="Kind">What.</param>
/// <param name="Value">A number of the kind's own unit; absent for none.</param>
/// <param name="Text">Details; absent for none.</param>
public sealed record ArchiveEvent(long DeviceUs, long Sequence, string Kind, double? Value = null, string? Text = null);

/// <summary>A person; never the name.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Code">The clinic's code.</param>
/// <param name="BirthDecade">First year of the decade of birth; absent when not told.</param>
/// <param name="Sex">Sex as norm tables use it.</param>
/// <param name="Notes">Free text.</param>
/// <param name="ConsentDate">When the person agreed; absent when not.</param>
/// <param name="ConsentText">What was agreed to.</param>
public sealed record ArchivePerson(string Id, string Code, int? BirthDecade, Sex Sex, string Notes, DateOnly? ConsentDate, string ConsentText)
{
    internal static ArchivePerson Of(Person person) => new(person.Id, person.Code, person.BirthDecade, person.Sex, person.Notes, person.ConsentDate, person.ConsentText);

    internal Person ToPerson() => new() { Id = Id, Code = Code, BirthDecade = BirthDecade, Sex = Sex, Notes = Notes, ConsentDate = ConsentDate, ConsentText = ConsentText };
}

/// <summary>A document of the record as it is stored.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Kind">What it is.</param>
/// <param name="PersonId">Whom it is about; absent for nobody.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="UpdatedUtc">When this revision was written.</param>
/// <param name="Body">JSON as text, unchanged.</param>
public sealed record ArchiveDocument(string Id, string Kind, string? PersonId, int Revision, DateTimeOffset CreatedUtc, DateTimeOffset UpdatedUtc, string Body)
{
    /// <summary>The session it is about; absent for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SessionId { get; init; }
}
