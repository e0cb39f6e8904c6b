using Algometer.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["latency", ..])
{
    await AlarmLatency.ReportAsync();
    return;
}

if (args is ["pages", ..])
{
    await PageAlarmLatency.ReportAsync();
    return;
}

BenchmarkSwitcher.FromTypes([typeof(PipelineBenchmarks), typeof(EasingBenchmarks), typeof(RecordBenchmarks), typeof(StoreBenchmarks), typeof(StoreReadBenchmarks), typeof(TableBenchmarks)]).Run(args);
