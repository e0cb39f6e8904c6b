using Algometer.Measurement.Home.Rules;

namespace Algometer.Measurement.Home.Plans;

/// <summary>Ids of the words for a plan.</summary>
public static class PlanTexts
{
    /// <summary>Why a plan is not accepted, or that it is.</summary>
    /// <param name="refusal">The reason.</param>
    public static string TextId(this PlanRefusal refusal) => refusal == PlanRefusal.None ? "plan.accepted" : "plan." + TextIds.Kebab(refusal);
}
