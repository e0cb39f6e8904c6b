using Algometer.Evaluation;
using Algometer.Measurement.Easing;
using Algometer.Measurement.Signal;
using BenchmarkDotNet.Attributes;

namespace Algometer.Benchmarks;

/// <summary>What the easing detector costs for each sample of a 60 s hold with back-offs.</summary>
[MemoryDiagnoser]
public class EasingBenchmarks
{
    private const int Samples = 4500;
    private const int Before = 400;
    private Sample[] _samples = [];
    private EasingDetector _detector = null!;

    /// <summary>What is pressed with.</summary>
    [Params(PressingTool.Probe, PressingTool.Ball)]
    public PressingTool Tool { get; set; }

    /// <summary>Makes the hold.</summary>
    [GlobalSetup]
    public void Setup()
    {
        GeneratedHold hold = new HoldGenerator(12).Next(new HoldRecipe(60, Tool == PressingTool.Ball, Tissue.Nominal, 0.1, Behaviour.BackOff));
        _samples = [.. hold.TimesSeconds.Select((t, i) => new Sample(i, (long)(t * 1e6) + 10_000, 0, hold.ForcesNewtons[i], SampleFlags.None, AlarmState.None))];
    }

    /// <summary>A fresh detector in its hold.</summary>
    [IterationSetup]
    public void Fresh()
    {
        _detector = new EasingDetector(new EasingOptions { Tool = Tool });
        for (int i = 0; i < Before; i++)
        {
            _detector.Accept(_samples[i]);
        }
    }

    /// <summary>A minute's samples.</summary>
    [Benchmark(OperationsPerInvoke = Samples)]
    public double Judge()
    {
        for (int i = Before; i < Before + Samples; i++)
        {
            _detector.Accept(_samples[i]);
        }

        return _detector.Score;
    }
}
