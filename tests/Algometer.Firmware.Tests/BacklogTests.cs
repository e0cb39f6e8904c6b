using Algometer.Wire;
using CsCheck;

namespace Algometer.Firmware.Tests;

/// <summary>What the back-log gives back is what was put in, to the bit, and only what it holds.</summary>
public sealed class BacklogTests
{
    [Fact]
    public void Every_sample_held_comes_back_to_the_bit() =>
        Gen.Select(Gen.UInt, Gen.Int[1, 300], Gen.Int[1, 64], Gen.Select(Gen.UInt, Gen.Int[-8388608, 8388607], Gen.Int, Gen.Int[0, 65535], Gen.Int[0, 255]).Array[300]).Sample((first, count, capacity, values) =>
        {
            var backlog = new Backlog(capacity);
            for (int i = 0; i < count; i++)
            {
                (uint time, int raw, int force, int flags, int alarm) = values[i];
                if (backlog.Add(first + (uint)i, time, raw, force, flags, alarm) != (i >= capacity))
                {
                    return false;
                }
            }

            SampleMessage sample = default;
            for (int i = -2; i < count + 2; i++)
            {
                bool held = i >= Math.Max(0, count - capacity) && i < count;
                if (backlog.TryGet(first + (uint)i, ref sample) != held)
                {
                    return false;
                }

                if (held && (sample.Sequence, sample.Microseconds, sample.RawCounts, sample.ForceMillinewtons, sample.Flags, (int)sample.Alarm)
                    != (first + (uint)i, values[i].Item1, values[i].Item2, values[i].Item3, values[i].Item4, values[i].Item5))
                {
                    return false;
                }
            }

            return backlog.Oldest == first + (uint)Math.Max(0, count - capacity) && backlog.Next == first + (uint)count;
        }, iter: 300);

    [Fact]
    public void The_devices_back_log_takes_less_than_20_KB()
    {
        Backlog? backlog = null;
        Assert.InRange(AllocatedBytes.LeastOf(() => () => backlog = new Backlog(new DeviceIdentity().BacklogSamples)), 14 * 1024, 20 * 1024);
        Assert.Equal(1024, backlog!.Capacity);
    }

    // An array of structs is an array of objects on the device.
    [Fact]
    public void No_array_of_structs_stands_anywhere_in_the_devices_program()
    {
        System.Reflection.Assembly[] program = [typeof(DeviceLoop).Assembly, typeof(FrameWriter).Assembly];
        const System.Reflection.BindingFlags all = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;
        IEnumerable<string> arrays = program.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetFields(all))
            .Where(field => field.FieldType.IsArray && field.FieldType.GetElementType() is { IsValueType: true, IsPrimitive: false })
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");
        Assert.Empty(arrays);
    }
}
