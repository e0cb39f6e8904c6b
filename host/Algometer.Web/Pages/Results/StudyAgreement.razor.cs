using System.Globalization;
using Algometer.Clinic.Runs;
using Algometer.Measurement.Agreement;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Results;

/// <summary>Agreement over people and sessions, and its MDC as what changes are judged by.</summary>
public sealed partial class StudyAgreement
{
    private const string Unit = "kPa";
    private StudyView _study = new([], [], null, 0, 0, 0, null, []);
    private string _protocol = "";
    private string _place = "";
    private string _said = "";
    private IReadOnlyList<(double Mean, double Difference)> _pairs = [];
    private IReadOnlyList<(double Mean, double Difference)> _logPairs = [];

    /// <summary>Told when the study's MDC was taken over.</summary>
    [Parameter]
    public EventCallback Taken { get; set; }

    private Agreement? Figures => _study.Agreement;

    private string Counted => Text["study.counted", _study.Subjects, _study.Sessions] + (_study.LeftOut > 0 ? " " + Text["study.left-out", _study.LeftOut].Value : "");

    private IEnumerable<(string Name, string Value, string Interval)> Rows => Figures is not { } figures ? [] :
    [
        Correlation("icc-2-1", figures.Icc.Agreement1),
        Correlation("icc-3-1", figures.Icc.Consistency1),
        Correlation("icc-2-k", figures.Icc.AgreementK),
        Correlation("icc-3-k", figures.Icc.ConsistencyK),
        (Text["sem-agreement"], Pressure(figures.Error.SemAgreement), ""),
        (Text["sem-consistency"], Pressure(figures.Error.SemConsistency), ""),
        (Text["mdc"], Pressure(figures.Error.Mdc95), ""),
        (Text["mdc-group", _study.Subjects], Pressure(figures.Error.GroupMdc95), ""),
        (Text["cv-within"], double.IsFinite(figures.Error.WithinCv) ? Show.Number(100 * figures.Error.WithinCv, 1) + " %" : Show.Nothing, ""),
        (Text["bias"], Pressure(figures.Plain.Bias), Between(figures.Plain.BiasInterval, 1)),
        (Text["limit-low"], Pressure(figures.Plain.Low), Between(figures.Plain.LowInterval, 1)),
        (Text["limit-high"], Pressure(figures.Plain.High), Between(figures.Plain.HighInterval, 1)),
    ];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Read();
        if (_study.Protocols.Count > 0 && _study.Places.Count > 0)
        {
            (_protocol, _place) = (_study.Protocols[0], _study.Places[0]);
            Read();
        }
    }

    private void Read()
    {
        _said = "";
        _study = StudyView.Of(new RunReader(Record.Need).All(), _place, _protocol);
        _pairs = [.. _study.Points.Select(point => (point[0], point[1]))];
        _logPairs = Figures?.Logs is null ? [] : [.. _pairs.Select(pair => (First: pair.Mean - (pair.Difference / 2), Second: pair.Mean + (pair.Difference / 2))).Select(pair => ((Math.Log10(pair.First) + Math.Log10(pair.Second)) / 2, Math.Log10(pair.Second / pair.First)))];
    }

    private async Task TakeOverAsync()
    {
        var reader = new RunReader(Record.Need);
        double mdc = Math.Round(Figures!.Error.Mdc95, 1);
        string source = string.Create(CultureInfo.InvariantCulture, $"own study: {_study.Subjects} people, {_study.Sessions} sessions, {_protocol}, {_place}");
        reader.Keep(reader.Settings().Value with { Mdc95Kpa = mdc, MdcSource = source });
        _said = Text["mdc-taken", Show.Number(mdc, 1)];
        await Taken.InvokeAsync();
    }

    private (string Name, string Value, string Interval) Correlation(string name, Coefficient coefficient) => (Text[name], Signed(coefficient.Value, 3), Between(coefficient, 3));

    private static string Pressure(double kpa) => double.IsFinite(kpa) ? $"{Signed(kpa, 1)} {Unit}" : Show.Nothing;

    private string Between(Coefficient interval, int decimals) => Text["between", Signed(interval.Low, decimals), Signed(interval.High, decimals)];

    private static string Signed(double value, int decimals) => Show.Number(value, decimals).Replace('-', '−');

    private static string Two(double log) => Show.Number(Math.Pow(10, log), 2);
}
