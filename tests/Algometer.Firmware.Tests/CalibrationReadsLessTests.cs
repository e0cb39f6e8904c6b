namespace Algometer.Firmware.Tests;

/// <summary>Without its points no calibration is taken by which any force reads less: not one between those that are looked at.</summary>
public sealed class CalibrationReadsLessTests
{
    private const int Capacity = 196_133;

    [Fact]
    public void No_force_up_to_the_capacity_reads_less_unnoticed()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            DeviceSettings present = Settings(-(DeviceSettings.ProbeGainPiconewtonsPerCount / 32) + random.Next(100_000), DeviceSettings.ProbeGainPiconewtonsPerCount, 0);
            DeviceSettings candidate = Settings(random.Next(-1_420_000, 1_420_000), DeviceSettings.ProbeGainPiconewtonsPerCount + random.Next(-400_000, 400_000), random.Next(-3, 1));
            if (CalibrationRules.Shrinks(present, candidate, Capacity) > 0)
            {
                continue;
            }

            for (int code = 0; ; code += 20_000)
            {
                int before = ForceConversion.ToMillinewtons(present, code);
                if (before > Capacity)
                {
                    break;
                }

                // Rounding apart.
                Assert.InRange(before - ForceConversion.ToMillinewtons(candidate, code), int.MinValue, 1);
            }
        }
    }

    [Fact]
    public void One_that_reads_more_all_the_way_is_taken()
    {
        DeviceSettings present = Settings(-1_000_000, DeviceSettings.ProbeGainPiconewtonsPerCount, 0);
        Assert.Equal(0, CalibrationRules.Shrinks(present, Settings(1_000_000, DeviceSettings.ProbeGainPiconewtonsPerCount, 0), Capacity));
        Assert.Equal(0, CalibrationRules.Shrinks(present, Settings(-1_000_000, DeviceSettings.ProbeGainPiconewtonsPerCount, 0), Capacity));
    }

    private static DeviceSettings Settings(int quadratic, int gain, int zero) => new() { QuadraticPiconewtons = quadratic, GainPiconewtonsPerCount = gain, ZeroCounts = zero };
}
