using System.Globalization;
using System.Numerics;
using Algometer.Wire;

namespace Algometer.Station.Tests.Liars;

/// <summary>One field of one message with a value that it should not have; the frame is valid.</summary>
/// <param name="Message">The message's name in PROTOCOL.md.</param>
/// <param name="Field">The field's name there.</param>
/// <param name="Value">What it says instead of the truth.</param>
internal sealed record FieldLie(string Message, string Field, BigInteger Value)
{
    private static readonly (string Name, byte Type, string Layout)[] _messages =
    [
        ("hello", MessageType.Hello, "device_id i64, boot_id u32, uptime_us i64, major u8, minor u8, patch u8, board u8, flags u8, reset_reason u8, capacity_mN i32, rate_mHz u32, calibration_id u32, limit_mN i32, cap_mN i32, backlog_samples u16, next_sequence u32, calibration_date u32, sample_cost_us u32"),
        ("calibration", MessageType.Calibration, "calibration_id u32, date u32, gain i32, quadratic i32, zero i32, tare i32, capacity_mN i32, from_sequence u32"),
        ("event", MessageType.Event, "event_id u16, code u8, us i64, sequence u32, value i32"),
        ("button", MessageType.Button, "press_id u16, us i64, sequence u32"),
        ("back-log end", MessageType.BacklogEnd, "command_id u16, first_sequence u32, count u32, oldest_held u32"),
        ("refusal", MessageType.Refusal, "command_id u16, command u8, reason u8, detail i32"),
        ("ack", MessageType.Ack, "command_id u16, command u8, value i32"),
        ("pong", MessageType.Pong, "command_id u16, us i64"),
        ("statistics", MessageType.Statistics, "us i64, samples u32, missed u32, rate_mHz u32, settings_default u32"),
        ("past calibration", MessageType.PastCalibration, "command_id u16, index u8, count u8, calibration_id u32, date u32, gain i32, quadratic i32, zero i32"),
    ];

    /// <summary>Every field of every message, each with its ends, 0, 1, −1, its sign turned round and its bytes turned round.</summary>
    public static IEnumerable<FieldLie> All(TrueDevice truth)
    {
        foreach ((string name, byte _, string layout) in _messages)
        {
            foreach (string field in layout.Split(", "))
            {
                (string what, bool signed, int bits) = Parse(field);
                BigInteger honest = Honest(truth, name, what);
                BigInteger most = BigInteger.Pow(2, signed ? bits - 1 : bits) - 1;
                BigInteger least = signed ? -most - 1 : 0;
                foreach (BigInteger value in new HashSet<BigInteger> { least, most, 0, 1, -1, 2, -honest, honest * 10, honest * 1000, honest / 1000, honest + 1_000_000, most / 2 })
                {
                    if (value >= least && value <= most && value != honest)
                    {
                        yield return new FieldLie(name, what, value);
                    }
                }
            }
        }
    }

    /// <summary>The frame with the lie in it; all else is the truth.</summary>
    public byte[] Frame(TrueDevice truth)
    {
        (string _, byte type, string layout) = _messages.Single(message => string.Equals(message.Name, Message, StringComparison.Ordinal));
        var writer = new FrameWriter();
        writer.Begin(type);
        foreach (string field in layout.Split(", "))
        {
            (string what, bool _, int bits) = Parse(field);
            BigInteger value = string.Equals(what, Field, StringComparison.Ordinal) ? Value : Honest(truth, Message, what);
            for (int i = 0; i < bits / 8; i++)
            {
                writer.PutByte((int)((value >> (8 * i)) & 0xFF));
            }
        }

        return writer.Frame[..writer.End()];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Message}.{Field} = {Value}");

    private static BigInteger Honest(TrueDevice truth, string message, string field)
    {
        HelloMessage hello = truth.Hello();
        return (message, field) switch
        {
            (_, "device_id") => hello.DeviceId,
            (_, "boot_id") => hello.BootId,
            (_, "uptime_us" or "us") => hello.UptimeMicroseconds,
            (_, "capacity_mN") => hello.CapacityMillinewtons,
            (_, "rate_mHz") => hello.RateMillihertz,
            (_, "limit_mN") => hello.LimitMillinewtons,
            (_, "cap_mN") => hello.CapMillinewtons,
            (_, "backlog_samples") => hello.BacklogSamples,
            (_, "next_sequence" or "sequence") => hello.NextSequence,
            ("hello", "flags") => hello.Flags,
            (_, "gain") => LiarRig.Gain,
            ("event", "code") => EventCode.LimitChanged,
            ("event", "value") => hello.LimitMillinewtons,
            ("refusal" or "ack", "command") => MessageType.RequestBacklog,
            ("refusal", "reason") => RefusalReason.NotHeld,
            _ => 0,
        };
    }

    private static (string Name, bool Signed, int Bits) Parse(string field)
    {
        string[] words = field.Split(' ');
        return (words[0], words[1][0] == 'i', int.Parse(words[1].AsSpan(1), CultureInfo.InvariantCulture));
    }
}
