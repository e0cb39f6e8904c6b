using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records.People;

namespace Algometer.Station.Activities.ThresholdTest;

/// <summary>What is asked for when a test is started.</summary>
public sealed record ThresholdTestRequest(
    string Protocol,
    ThresholdTestRequest.Wanted[] Places,
    double TipAreaCm2,
    ulong? Seed = null,
    int? Repeats = null,
    bool? Familiarisation = null,
    double? RateKpaPerSecond = null,
    string? Person = null,
    string? Visit = null,
    string? VisitPhase = null)
{
    /// <summary>Lays the test out.</summary>
    /// <param name="protocols">The protocols.</param>
    /// <param name="sites">The sites.</param>
    /// <param name="seed">Decides the order where the page names none.</param>
    /// <exception cref="ArgumentException">Protocol, place or tip cannot be used; the message says what to do.</exception>
    /// <exception cref="FormatException">A number of the protocol cannot be used; the message says which.</exception>
    internal Layout Lay(ProtocolCatalogue protocols, SiteCatalogue sites, ulong seed)
    {
        TestProtocol protocol = Adapted(protocols.Named(Protocol));
        protocol.Check();
        TestPlace[] places = [.. Places.Select(place => place.Own is { } own ? sites.Place(place.Site, place.Name ?? "", place.Side, own) : sites.Place(place.Site, place.Side))];
        TestSite? remote = sites.Sites.FirstOrDefault(site => site.Remote);
        ulong drawn = Seed ?? seed;
        IReadOnlyList<TestStep> steps = TestPlan.Of(protocol, places, remote is null ? null : sites.Place(remote.Id, remote.Midline ? BodySide.Midline : BodySide.Right), drawn);
        return Math.Abs(TipAreaCm2 - protocol.TipAreaCm2) <= 0.001
            ? new Layout(protocol, places, steps, drawn)
            : throw new ArgumentException(FormattableString.Invariant($"{protocol.Name} is made for the {protocol.TipAreaCm2:0.##} cm² tip, but {TipAreaCm2:0.##} cm² is fitted: change the tip or the protocol."));
    }

    // A ramp of its own is a protocol of its own: results of two rates must never be compared as if they were one.
    private TestProtocol Adapted(TestProtocol protocol)
    {
        if (RateKpaPerSecond is { } rate && Math.Abs(rate - protocol.RateKpaPerSecond) > 0.01)
        {
            protocol = protocol with
            {
                RateKpaPerSecond = rate,
                Id = FormattableString.Invariant($"{protocol.Id}+{rate:0.##}"),
                Name = FormattableString.Invariant($"{protocol.Name}, at {rate:0.##} kPa/s"),
                Certainty = Certainty.Proposed,
            };
        }

        return protocol with { Repeats = Repeats ?? protocol.Repeats, Familiarisation = Familiarisation ?? protocol.Familiarisation };
    }

    /// <summary>A place to press, by the name of its site.</summary>
    public sealed record Wanted(string Site, BodySide Side, string? Name = null, OwnPlace? Own = null);

    /// <summary>A test laid out.</summary>
    internal sealed record Layout(TestProtocol Protocol, TestPlace[] Places, IReadOnlyList<TestStep> Steps, ulong Seed);
}
