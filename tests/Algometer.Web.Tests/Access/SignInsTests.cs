using Algometer.Web.Access;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

public sealed class SignInsTests
{
    private static readonly Account _anna = new() { Name = "anna", Role = Role.Therapist, PasswordHash = "" };

    [Fact]
    public void A_sign_in_ends_when_nothing_was_asked_for_half_an_hour_and_its_streams_with_it()
    {
        var time = new FakeTimeProvider();
        using var signIns = new SignIns(time);
        string secret = signIns.Begin(_anna);
        time.Advance(TimeSpan.FromMinutes(29));
        Visitor visitor = signIns.Find(secret)!;
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(signIns.Find(secret));
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.True(visitor.Ended.IsCancellationRequested);
        Assert.Null(signIns.Find(secret));
    }

    [Fact]
    public void However_busy_it_ends_after_twelve_hours()
    {
        var time = new FakeTimeProvider();
        using var signIns = new SignIns(time);
        string secret = signIns.Begin(_anna);
        for (int i = 0; i < 35; i++)
        {
            time.Advance(TimeSpan.FromMinutes(20));
            Assert.NotNull(signIns.Find(secret));
        }

        time.Advance(TimeSpan.FromMinutes(25));
        Assert.Null(signIns.Find(secret));
    }

    [Fact]
    public void A_stream_that_nobody_asks_about_ends_by_itself_when_the_day_is_over_however_busy()
    {
        var time = new FakeTimeProvider();
        using var signIns = new SignIns(time);
        Visitor visitor = signIns.Find(signIns.Begin(_anna))!;
        for (int i = 0; i < 35; i++)
        {
            time.Advance(TimeSpan.FromMinutes(20));
            visitor.Busy();
            Assert.False(visitor.Ended.IsCancellationRequested);
        }

        time.Advance(TimeSpan.FromMinutes(21));
        Assert.True(visitor.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task A_touch_of_a_page_keeps_the_sign_in_and_its_end_empties_the_page()
    {
        var time = new FakeTimeProvider();
        using var signIns = new SignIns(time);
        string secret = signIns.Begin(_anna);
        using var state = new VisitorState();
        state.SetAuthenticationState(Task.FromResult(new Microsoft.AspNetCore.Components.Authorization.AuthenticationState(new System.Security.Claims.ClaimsPrincipal(new VisitorIdentity(signIns.Find(secret)!)))));
        await state.GetAuthenticationStateAsync();
        Func<Microsoft.AspNetCore.Components.Server.Circuits.CircuitInboundActivityContext, Task> touch = new BusyCircuit(state).CreateInboundActivityHandler(_ => Task.CompletedTask);
        time.Advance(TimeSpan.FromMinutes(29));
        await touch(null!);
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("anna", VisitorIdentity.Of((await state.GetAuthenticationStateAsync()).User).Name);
        bool told = false;
        state.AuthenticationStateChanged += _ => told = true;
        signIns.End(secret);
        Assert.True(told);
        Assert.Equal(Role.Stranger, VisitorIdentity.Of((await state.GetAuthenticationStateAsync()).User).Role);
    }

    [Fact]
    public void Signing_in_again_ends_the_secret_that_the_browser_kept_and_gives_another()
    {
        using var signIns = new SignIns(new FakeTimeProvider());
        string before = signIns.Begin(_anna);
        Visitor visitor = signIns.Find(before)!;
        string after = signIns.Begin(_anna, before);
        Assert.NotEqual(before, after, StringComparer.Ordinal);
        Assert.True(visitor.Ended.IsCancellationRequested);
        Assert.Null(signIns.Find(before));
        Assert.NotNull(signIns.Find(after));
    }

    [Fact]
    public void An_account_that_changed_is_signed_out_everywhere_and_others_stay()
    {
        using var signIns = new SignIns(new FakeTimeProvider());
        string one = signIns.Begin(_anna);
        string two = signIns.Begin(_anna);
        string other = signIns.Begin(_anna with { Name = "ben" });
        signIns.EndAll("ANNA");
        Assert.Null(signIns.Find(one));
        Assert.Null(signIns.Find(two));
        Assert.NotNull(signIns.Find(other));
        Assert.Null(signIns.Find(""));
        Assert.Null(signIns.Find("0123"));
    }
}
