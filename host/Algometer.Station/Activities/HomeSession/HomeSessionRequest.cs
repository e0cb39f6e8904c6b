using Algometer.Measurement.Home.Session;

namespace Algometer.Station.Activities.HomeSession;

/// <summary>What is asked for when a session at home is started: one under a plan, or a free one.</summary>
/// <param name="UtcOffsetMinutes">The patient's time zone, minutes east of UTC.</param>
/// <param name="Plan">The plan's identity; null for a free session.</param>
/// <param name="Free">Where and how is pressed in a free session; null under a plan.</param>
public sealed record HomeSessionRequest(int UtcOffsetMinutes, string? Plan = null, FreePlace? Free = null);
