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
            [(1, ["diagnose", "--json"]), (1, ["monitor", "--json", "--seconds", "3"]), (1, ["record", "--json", "--seconds", "3", "--longest-absence", "3", "--data", scratch.Path])])
        {
            (int code, string output, string errors) = await AlgometerProcess.RunAsync([.. arguments, "--device", address, "--device-id", "77"]);
            Assert.True(code == expected, $"{arguments[0]} gave {code}: {errors}");
            Assert.Contains("but 00000077 is expected", output + errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("run", "--no-browser")]
    [InlineData("calibrate", "--yes")]
    public async Task What_a_person_sits_before_goes_on_asking_for_the_device_of_the_number(string command, string option)
    {
        using var scratch = new ScratchFolder();
        using AlgometerProcess device = await ServeAsync();
        using AlgometerProcess asking = AlgometerProcess.Start(command, option, "--data", scratch.Path, "--device", AddressOf(device), "--device-id", "77");
        await asking.SeesAsync("but 00000077 is expected");
        asking.Terminate();
        await asking.EndAsync();
        await asking.SeesAsync("It is asked for again and again.");
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
