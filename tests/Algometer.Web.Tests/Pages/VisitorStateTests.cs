using System.Security.Claims;
using Algometer.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Tests.Pages;

/// <summary>Whom a circuit serves.</summary>
public sealed class VisitorStateTests
{
    [Fact]
    public async Task A_visitor_who_is_signed_out_is_a_stranger_to_the_open_page_at_once()
    {
        using var ended = new CancellationTokenSource();
        using var state = new VisitorState();
        state.SetAuthenticationState(Task.FromResult(State(new Visitor("thea", Role.Therapist, null, ended.Token))));
        Assert.Equal("thea", VisitorIdentity.Of((await state.GetAuthenticationStateAsync()).User).Name);
        int told = 0;
        state.AuthenticationStateChanged += _ => told++;
        await ended.CancelAsync();
        Assert.Equal(1, told);
        Assert.False((await state.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task A_visitor_who_was_signed_out_before_the_page_opened_is_a_stranger()
    {
        using var state = new VisitorState();
        state.SetAuthenticationState(Task.FromResult(State(new Visitor("thea", Role.Therapist, null, new CancellationToken(canceled: true)))));
        Assert.False((await state.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    private static AuthenticationState State(Visitor visitor) => new(new ClaimsPrincipal(new VisitorIdentity(visitor)));
}
