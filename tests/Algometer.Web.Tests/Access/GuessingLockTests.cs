using Algometer.Web.Access;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Web.Tests.Access;

public sealed class GuessingLockTests
{
    [Fact]
    public void Five_tries_are_free_then_each_costs_twice_the_wait_of_the_one_before()
    {
        var time = new FakeTimeProvider();
        var guessing = new GuessingLock(time);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, guessing.Wait("anna", "10.0.0.1"));
            guessing.Failed("anna", "10.0.0.1");
        }

        foreach (int seconds in new[] { 1, 2, 4, 8, 16 })
        {
            Assert.Equal(seconds, guessing.Wait(" Anna ", "10.0.0.1").TotalSeconds);
            time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.True(guessing.Wait("anna", "10.0.0.1") <= TimeSpan.Zero);
            guessing.Failed("ANNA", "10.0.0.1");
        }
    }

    [Fact]
    public void Trying_many_names_from_one_address_is_held_up_too()
    {
        var guessing = new GuessingLock(new FakeTimeProvider());
        for (int i = 0; i < 21; i++)
        {
            guessing.Failed($"name {i}", "10.0.0.1");
        }

        Assert.True(guessing.Wait("another", "10.0.0.1") > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, guessing.Wait("another", "10.0.0.2"));
    }

    [Fact]
    public void Nobody_can_keep_an_account_s_owner_out_for_long()
    {
        var guessing = new GuessingLock(new FakeTimeProvider());
        for (int i = 0; i < 5000; i++)
        {
            guessing.Failed("anna", $"10.0.{i / 250}.{i % 250}");
        }

        Assert.InRange(guessing.Wait("anna", "192.168.0.7").TotalSeconds, 1, 30);
    }

    [Fact]
    public void The_right_password_begins_anew_and_names_made_up_without_end_take_no_memory_without_end()
    {
        var guessing = new GuessingLock(new FakeTimeProvider());
        for (int i = 0; i < 8; i++)
        {
            guessing.Failed("anna", "10.0.0.1");
        }

        guessing.Succeeded("anna", "10.0.0.1");
        Assert.Equal(TimeSpan.Zero, guessing.Wait("anna", "10.0.0.1"));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 60_000; i++)
        {
            guessing.Failed("someone " + i, "10.0.0.1");
        }

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 16 << 20);
        Assert.True(guessing.Wait("whoever", "10.0.0.1").TotalMinutes > 10);
    }

    [Fact]
    public void However_tries_come_a_wait_is_never_longer_than_a_quarter_of_an_hour_and_never_shorter_after_another_failure() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2000]).Array[1, 80].Sample(tries =>
        {
            var time = new FakeTimeProvider();
            var guessing = new GuessingLock(time);
            foreach ((int name, int address, int seconds) in tries)
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
                TimeSpan before = guessing.Wait($"n{name}", $"a{address}");
                guessing.Failed($"n{name}", $"a{address}");
                TimeSpan after = guessing.Wait($"n{name}", $"a{address}");
                Assert.True(after >= before);
                Assert.InRange(after.TotalMinutes, 0, 15);
            }
        });
}
