using Algometer.Measurement.Guard;
using Algometer.Station.Pipeline;

namespace Algometer.Cli.Commands;

/// <summary>The alarm in a terminal, a line each time that another begins; with the terminal's bell where it is urgent.</summary>
internal sealed class AlarmLine : IAlarmSubscriber
{
    /// <summary>Writes it beside what the command itself writes.</summary>
    public void OnAlarm(in AlarmView alarm) =>
        Console.Error.WriteLine(alarm.Kind == AlarmKind.None ? "The alarm is over." : $"{(alarm.Level == AlarmLevel.High && !Console.IsErrorRedirected ? "\a" : "")}{Sentence(alarm)}");

    /// <summary>The alarm in words: its title, and what is known beside it.</summary>
    public static string Sentence(AlarmView alarm) => alarm.Text.Length == 0 ? $"{alarm.Title}." : $"{alarm.Title}. {alarm.Text}";
}
