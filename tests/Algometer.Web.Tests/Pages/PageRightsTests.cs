using System.Reflection;
using Algometer.Web.Access;
using Algometer.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Tests.Pages;

/// <summary>A page says who may see it. Inside a circuit no endpoint stands in front of a page, so the page's own word is all there is.</summary>
public sealed class PageRightsTests
{
    private static readonly string[] _rights = [Rights.SignedIn, Rights.HomeSession, Rights.Instrument, Rights.Clinic];

    public static TheoryData<string> Pages() => [.. typeof(WebHost).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_one_of_the_rights(string page)
    {
        Type type = typeof(WebHost).Assembly.GetType(page)!;

        // Where one signs in, and how a phone gets there, is everybody's, and never in a circuit, which a stranger may not have.
        if (type == typeof(Algometer.Web.Pages.SignIn.SignInPage) || type == typeof(Algometer.Web.Pages.Phone.PhonePage))
        {
            Assert.NotNull(type.GetCustomAttribute<AllowAnonymousAttribute>());
            Assert.NotNull(type.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>());
            return;
        }

        Assert.Contains(type.GetCustomAttribute<AuthorizeAttribute>()?.Policy ?? "", _rights, StringComparer.Ordinal);
    }
}
