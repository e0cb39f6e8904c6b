using Algometer.Measurement.Home.Rules;
using Algometer.Measurement.Visits;

namespace Algometer.Measurement.Home;

/// <summary>The rules and words that hold at home, the clinic's own or the program's.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Visit">Movements and when their change counts.</param>
/// <param name="Words">Words by language; English is always there.</param>
public sealed record HomeContent(HomeRules Rules, VisitLists Visit, IReadOnlyDictionary<string, GuidanceTexts> Words);
