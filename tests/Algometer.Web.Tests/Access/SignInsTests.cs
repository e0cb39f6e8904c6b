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
        Assert.False(visitor.Ended.IsCancellationRequested);
        Assert.Null(signIns.Find(secret));
        Assert.True(visitor.Ended.IsCancellationRequested);
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
