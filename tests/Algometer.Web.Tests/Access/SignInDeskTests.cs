using System.Net;
using Algometer.Records;
using Algometer.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

/// <summary>Guessing slows the guesser, and neither locks the owner out nor gets further by coming all at once.</summary>
public sealed class SignInDeskTests : IDisposable
{
    private const string Password = "three plain words";
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordStore _store;
    private readonly AccountStore _accounts;
    private readonly SignIns _signIns;
    private readonly SignInDesk _desk;

    public SignInDeskTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _accounts = new AccountStore(_store);
        _accounts.Add("thea", Role.Therapist, null, Password);
        _signIns = new SignIns(_time);
        _desk = new SignInDesk(_accounts, _signIns, _time);
    }

    public void Dispose()
    {
        _signIns.Dispose();
        _accounts.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Guesses_from_everywhere_and_from_the_same_address_do_not_keep_a_known_device_out()
    {
        string device = Device(await SignedInAsync(From("10.0.0.1")));
        for (int i = 0; i < 25; i++)
        {
            await _desk.TryAsync(From($"10.0.1.{i}"), "thea", "wrong wrong wrong");
            await _desk.TryAsync(From("10.0.0.1"), "thea", "wrong wrong wrong");
        }

        Assert.True((await _desk.TryAsync(From("10.0.0.1"), "thea", Password)).WaitSeconds > 0);
        Assert.True((await _desk.TryAsync(From("10.9.9.9"), "thea", Password)).WaitSeconds > 0);
        Assert.Equal("/", (await _desk.TryAsync(From("10.0.0.1", device), "thea", Password)).FirstPage);
    }

    [Fact]
    public async Task A_known_device_guesses_no_faster_than_others_and_is_known_for_its_own_account_alone()
    {
        string device = Device(await SignedInAsync(From("10.0.0.1")));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(0, (await _desk.TryAsync(From("10.0.0.1", device), "thea", "wrong wrong wrong")).WaitSeconds);
        }

        Assert.True((await _desk.TryAsync(From("10.0.0.1", device), "thea", Password)).WaitSeconds > 0);
        _accounts.Add("tom", Role.Therapist, null, Password);
        for (int i = 0; i < 5; i++)
        {
            await _desk.TryAsync(From("10.0.0.2"), "tom", "wrong wrong wrong");
        }

        Assert.True((await _desk.TryAsync(From("10.0.0.2", device), "tom", Password)).WaitSeconds > 0);
        Assert.True((await _desk.TryAsync(From("10.0.0.2", "00112233445566778899aabbccddeeff"), "tom", Password)).WaitSeconds > 0);
    }

    [Fact]
    public async Task Tries_that_come_all_at_once_are_counted_one_by_one()
    {
        SignInAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => _desk.TryAsync(From("10.0.0.1"), "thea", "wrong wrong wrong"))));
        Assert.InRange(answers.Count(answer => answer.WaitSeconds == 0), 1, 6);
    }

    private async Task<HttpContext> SignedInAsync(HttpContext context)
    {
        Assert.Equal("/", (await _desk.TryAsync(context, "thea", Password)).FirstPage);
        return context;
    }

    private static string Device(HttpContext context) => context.Response.Headers.SetCookie.Single(cookie => cookie!.StartsWith("__Host-algometer-device=", StringComparison.Ordinal))!.Split('=', ';')[1];

    private static DefaultHttpContext From(string address, string? device = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (device is not null)
        {
            context.Request.Headers.Cookie = $"__Host-algometer-device={device}";
        }

        return context;
    }
}
