using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Algometer.Records.Store;
using Algometer.Station.Pipeline;

namespace Algometer.Web.Outlet;

/// <summary>The lines of the outlet, as docs/OUTLET.md has them: one JSON object a line, UTF-8, <c>\n</c> at its end.</summary>
internal sealed class OutletText
{
    /// <summary>Version of the lines; a new field keeps it, a changed one does not.</summary>
    public const int Version = 1;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>The lines written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Begins anew.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>The first line of every stream.</summary>
    public void Hello(StationState state) => Line(json =>
    {
        json.WriteString("type"u8, "hello"u8);
        json.WriteNumber("version"u8, Version);
        json.WriteString("software"u8, ProgramVersion.Text);
        State(json, state);
    });

    /// <summary>What the reader lost because it was slow.</summary>
    public void Lost(long samples, long others) => Line(json =>
    {
        json.WriteString("type"u8, "lost"u8);
        json.WriteNumber("samples"u8, samples);
        json.WriteNumber("others"u8, others);
    });

    /// <summary>An item.</summary>
    public void Item(OutletItem item) => Line(json =>
    {
        switch (item.Kind)
        {
            case OutletKind.Sample:
                json.WriteString("type"u8, "sample"u8);
                json.WriteNumber("seq"u8, item.Sample.Sequence);
                Times(json, item);
                json.WriteNumber("raw"u8, item.Sample.RawCounts);
                Number(json, "force_N"u8, item.Sample.ForceNewtons);
                json.WriteNumber("flags"u8, (int)item.Sample.Flags);
                json.WriteNumber("alarm"u8, (int)item.Sample.Alarm);
                break;
            case OutletKind.Event:
                json.WriteString("type"u8, "event"u8);
                json.WriteString("kind"u8, item.Name);
                json.WriteNumber("seq"u8, item.Sample.Sequence);
                Times(json, item);
                Number(json, "value"u8, item.Value ?? double.NaN);
                break;
            case OutletKind.Gap:
                json.WriteString("type"u8, "gap"u8);
                json.WriteNumber("first_seq"u8, item.Sample.Sequence);
                json.WriteNumber("count"u8, (long)item.Value!.Value);
                json.WriteString("reason"u8, item.Name);
                Times(json, item);
                break;
            default:
                json.WriteString("type"u8, "state"u8);
                State(json, item.State!);
                break;
        }
    });

    private static void Times(Utf8JsonWriter json, in OutletItem item)
    {
        json.WriteNumber("device_us"u8, item.Sample.DeviceMicroseconds);
        if (item.WallMicroseconds != 0)
        {
            json.WriteNumber("wall_us"u8, item.WallMicroseconds);
            json.WriteNumber("offset_us"u8, item.WallMicroseconds - item.Sample.DeviceMicroseconds);
            json.WriteNumber("skew_ppm"u8, Math.Round(item.SkewPpm, 3));
            Number(json, "skew_u_ppm"u8, Math.Round(item.SkewUncertaintyPpm, 3));
        }
        else
        {
            json.WriteNull("wall_us"u8);
            json.WriteNull("offset_us"u8);
            json.WriteNull("skew_ppm"u8);
            json.WriteNull("skew_u_ppm"u8);
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture), skipInputValidation: true);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void State(Utf8JsonWriter json, StationState state)
    {
        json.WriteString("connection"u8, state.Connection.ToString().ToLowerInvariant());
        json.WriteString("reason"u8, state.Reason);
        json.WriteString("device_id"u8, state.DeviceId);
        json.WriteString("firmware"u8, state.Firmware);
        json.WriteBoolean("simulated"u8, state.Simulated);
        json.WriteNumber("rate_Hz"u8, state.RateHz);
        json.WriteNumber("limit_N"u8, state.LimitN);
        json.WriteNumber("tip_area_cm2"u8, state.TipAreaCm2);
        json.WriteNumber("calibration_id"u8, state.CalibrationId);
        json.WriteString("session_id"u8, state.SessionId);
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
    }
}
