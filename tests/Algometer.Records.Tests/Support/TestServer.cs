using System.Diagnostics;
using Algometer.Records.Engine;
using Npgsql;

namespace Algometer.Records.Tests;

/// <summary>The PostgreSQL server that ALGOMETER_TEST_POSTGRES names (tests/postgres.sh starts one), and a database of the test's own on it.</summary>
internal sealed class TestServer : IDisposable
{
    private static int _count;
    private readonly string _server;
    private readonly string _name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";

    public TestServer(string? server = null)
    {
        _server = server ?? Checkout.Need(Environment.GetEnvironmentVariable("ALGOMETER_TEST_POSTGRES"), "A PostgreSQL server (ALGOMETER_TEST_POSTGRES=$(tests/postgres.sh start FOLDER))");
        Run($"CREATE DATABASE {_name}");
        Address = _server.Replace("/postgres?", $"/{_name}?", StringComparison.Ordinal);
    }

    public string Address { get; }

    /// <summary>Has tests/postgres.sh do something.</summary>
    public static async Task<string> ScriptAsync(string verb, string folder)
    {
        string script = Path.Combine(Checkout.Root, "tests", "postgres.sh");
        using Process process = Process.Start(new ProcessStartInfo("bash", [script, verb, folder]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        // The server that it starts inherits the pipe, so only the first line is waited for.
        string output = await process.StandardOutput.ReadLineAsync() ?? "";
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    public void Dispose() => Run($"DROP DATABASE {_name} WITH (FORCE)");

    private void Run(string sql)
    {
        using var source = NpgsqlDataSource.Create(PostgresAddress.Parse(_server));
        using NpgsqlCommand command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
