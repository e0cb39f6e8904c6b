using Algometer.Station.Activities.HomeSession;

namespace Algometer.Web.Pages.AtHome;

/// <summary>Passes a wish on to the session, and shows what it answers.</summary>
/// <param name="act">The wish.</param>
internal delegate void Steer(Func<HomeSessionActivity, string?> act);
