using Algometer.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["latency", ..])
{
    await AlarmLatency.ReportAsync();
    return;
}

BenchmarkSwitcher.FromTypes([typeof(RoadBenchmarks), typeof(EasingBenchmarks), typeof(StoreBenchmarks), typeof(StoreReadBenchmarks)]).Run(args);
