using System.Text.Json.Serialization;

namespace Algometer.Records.Model;

/// <summary>What a session records beside samples. Goes through the journal as JSON, so that a kill loses no mark and no calibration.</summary>
[JsonDerivedType(typeof(EventNote), "event")]
[JsonDerivedType(typeof(ClockNote), "clock")]
[JsonDerivedType(typeof(CalibrationNote), "calibration")]
[JsonDerivedType(typeof(GapNote), "gap")]
[JsonDerivedType(typeof(StartNote), "start")]
internal abstract record SessionNote;

/// <summary>An event; the ordinal is its identity in the session, so replaying the journal cannot store it twice.</summary>
internal sealed record EventNote(long Ordinal, SessionEvent Event) : SessionNote;

/// <summary>A moment read from both clocks.</summary>
internal sealed record ClockNote(ClockPoint Point) : SessionNote;

/// <summary>A calibration coming into force.</summary>
internal sealed record CalibrationNote(CalibrationInForce InForce) : SessionNote;

/// <summary>A reason for samples that are missing within the range.</summary>
internal sealed record GapNote(long First, long Last, string Reason) : SessionNote;

/// <summary>The session itself, where the database could not be reached when it began.</summary>
internal sealed record StartNote(DateTimeOffset StartedUtc, string Station, SessionDescription Description) : SessionNote;
