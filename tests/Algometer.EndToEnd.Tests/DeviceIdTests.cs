namespace Algometer.EndToEnd.Tests;

/// <summary>Every command that uses a device can be pinned to one.</summary>
public sealed class DeviceIdTests
{
    [Fact]
    public async Task A_device_of_another_number_is_told_and_not_used()
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess device = await ServeAsync();
        string address = AddressOf(device);
        foreach ((int expected, string[] arguments) in ((int, string[])[])
            [(1, ["diagnose", "--json"]), (2, ["calibrate", "--yes", "--data", scratch.Path]), (1, ["monitor", "--json", "--seconds", "3"]), (1, ["record", "--json", "--seconds", "3", "--longest-absence", "3", "--data", scratch.Path])])
        {
            (int code, string output, string errors) = await AlgometerProcess.RunAsync([.. arguments, "--device", address, "--device-id", "77"]);
            Assert.True(code == expected, $"{arguments[0]} gave {code}: {errors}");
            Assert.Contains("but 00000077 is expected", output + errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_pages_go_on_asking_for_the_device_of_the_number()
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess device = await ServeAsync();
        using AlgometerProcess run = AlgometerProcess.Start("run", "--no-browser", "--data", scratch.Path, "--device", AddressOf(device), "--device-id", "77");
        await run.SeesAsync("but 00000077 is expected");
        run.Terminate();
        Assert.Equal(0, await run.EndAsync());
        await run.SeesAsync("Ending; the record is being closed.");
    }

    [Theory]
    [InlineData("diagnose")]
    [InlineData("calibrate")]
    public async Task A_simulated_sensor_has_no_number_to_be_pinned_to(string command)
    {
        (int code, _, string errors) = await AlgometerProcess.RunAsync(command, "--simulate", "--device-id", "77");
        Assert.Equal(2, code);
        Assert.Contains("either --device-id or --simulate", errors, StringComparison.Ordinal);
    }

    private static async Task<AlgometerProcess> ServeAsync()
    {
        var device = AlgometerProcess.Start("simulate", "--serve", "tcp:0", "--load", "idle");
        await device.SeesAsync("Serving");
        return device;
    }

    private static string AddressOf(AlgometerProcess device) => device.Output[device.Output.IndexOf("tcp:127.0.0.1:", StringComparison.Ordinal)..].Split(';')[0];
}
