using System.Reflection;
using Algometer.Wire;

namespace Algometer.Esp32.Tests;

/// <summary>The ball's image, compiled as it is built for the board, run whole.</summary>
public sealed class BallImageTests
{
    [Fact]
    public void It_says_that_it_is_a_ball_and_takes_a_balls_limits()
    {
        using Device device = new Device(program: Entry()) { Force = _ => 150 }.Ready();
        HelloMessage hello = device.Hellos[^1];
        Assert.Equal(ToolKind.Ball, hello.Tool);
        Assert.Equal(490_333, hello.CapacityMillinewtons);
        Assert.Equal(250_000, hello.CapMillinewtons);
        device.Run(0.5);
        Assert.Equal(0, device.Last.Flags & SampleFlag.Saturated);
    }

    [Fact]
    public void It_is_the_same_program_but_for_its_tool()
    {
        Type[] ball = Image().GetTypes();
        Type[] probe = typeof(FittedTool).Assembly.GetTypes();
        Assert.Equal(probe.Select(type => type.FullName!), ball.Select(type => type.FullName!), StringComparer.Ordinal);
        Assert.Equal(ToolKind.Ball, ball.Single(type => string.Equals(type.Name, nameof(FittedTool), StringComparison.Ordinal)).GetField(nameof(FittedTool.Kind))!.GetRawConstantValue());
    }

    private static Assembly Image() => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Algometer.Esp32.Ball.dll"));

    private static Action Entry() => Image().GetType("Algometer.Esp32.Program")!.GetMethod("Main")!.CreateDelegate<Action>();
}
