using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.People;

namespace Algometer.EndToEnd.Tests;

/// <summary>The record's keeping as a person does it at the command line.</summary>
public sealed class RecordKeepingTests
{
    [Fact]
    public async Task A_record_is_deleted_taken_back_encrypted_backed_up_and_restored()
    {
        using var scratch = new ScratchFolder();
        string data = scratch.File("data");
        string right = scratch.File("right.txt");
        string wrong = scratch.File("wrong.txt");
        await File.WriteAllTextAsync(right, "four words of no use\n");
        await File.WriteAllTextAsync(wrong, "four words of no help\n");
        string id = await RecordAsync(data);
        Assert.Contains("--yes", (await FailAsync(2, "sessions", "delete", "last", "--data", data)).Errors, StringComparison.Ordinal);
        await DoAsync("sessions", "delete", "last", "--yes", "--data", data);
        Assert.Equal("[]", (await DoAsync("sessions", "--json", "--data", data)).Trim());
        Assert.Contains(id, await DoAsync("sessions", "--deleted", "--json", "--data", data), StringComparison.Ordinal);
        await DoAsync("sessions", "undelete", id, "--data", data);

        await DoAsync("store", "encrypt", "--traces", "--new-passphrase-file", right, "--data", data);
        Assert.Contains("passphrase", (await FailAsync(2, "sessions", "--data", data)).Errors, StringComparison.Ordinal);
        Assert.Contains("does not open", (await FailAsync(2, "sessions", "--data", data, "--passphrase-file", wrong)).Errors, StringComparison.Ordinal);
        Assert.Contains(id, await DoAsync("sessions", "--json", "--data", data, "--passphrase-file", right), StringComparison.Ordinal);

        string backup = scratch.File("monday.algobak");
        await DoAsync("backup", backup, "--data", data, "--passphrase-file", right);
        string restored = scratch.File("restored");
        await DoAsync("restore", backup, "--data", restored, "--passphrase-file", right);
        Assert.Contains("not empty", (await FailAsync(2, "restore", backup, "--data", restored, "--passphrase-file", right)).Errors, StringComparison.Ordinal);
        string csv = await DoAsync("export", "last", "--data", data, "--passphrase-file", right);
        Assert.Equal(csv, await DoAsync("export", "last", "--data", restored, "--passphrase-file", right));
        Assert.Contains("0 damaged", await DoAsync("store", "check", "--data", restored, "--passphrase-file", right), StringComparison.Ordinal);
        using var log = JsonDocument.Parse(await DoAsync("audit", "list", "--json", "--data", restored, "--passphrase-file", right));
        Assert.Contains(AuditActions.Restore, log.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Contains("sealed by the record's key", await DoAsync("audit", "verify", "--data", restored, "--passphrase-file", right), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_erased_only_when_it_is_meant_and_an_altered_log_is_named()
    {
        using var scratch = new ScratchFolder();
        string data = scratch.File("data");
        string id = await RecordAsync(data);
        using (RecordStore store = RecordStore.Open(data, TimeProvider.System))
        {
            Person person = store.People.Add(new Person { Code = "P-017" }, "Ada");
            store.LinkSession(new SessionLink(id, person.Id));
        }

        Assert.Contains("1 sessions", (await FailAsync(2, "erase", "P-017", "--data", data)).Errors, StringComparison.Ordinal);
        Assert.Contains(id, await DoAsync("sessions", "--json", "--data", data), StringComparison.Ordinal);
        await DoAsync("erase", "P-017", "--yes", "--data", data);
        Assert.Equal("[]", (await DoAsync("sessions", "--json", "--data", data)).Trim());
        Assert.Contains("no person", (await FailAsync(2, "erase", "P-017", "--yes", "--data", data)).Errors, StringComparison.Ordinal);
        await DoAsync("audit", "verify", "--data", data);
        await File.WriteAllTextAsync(Path.Combine(data, "algometer.audit-head"), "9 " + new string('0', 64));
        Assert.Contains("Broken at entry 2", (await FailAsync(1, "audit", "verify", "--data", data)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_goes_to_a_server_and_stations_work_there()
    {
        string server = Checkout.Need(Environment.GetEnvironmentVariable("ALGOMETER_TEST_POSTGRES"), "A PostgreSQL server (ALGOMETER_TEST_POSTGRES)");
        using var scratch = new ScratchFolder();
        string data = scratch.File("data");
        string id = await RecordAsync(data);
        string name = $"e2e_{Environment.ProcessId}";
        await SqlAsync(server, $"CREATE DATABASE {name}");
        string address = server.Replace("/postgres?", $"/{name}?", StringComparison.Ordinal);
        try
        {
            Assert.Contains("the same on both sides", await DoAsync("store", "copy", data, address, "--data", scratch.File("home")), StringComparison.Ordinal);
            Assert.Contains("holds a record already", (await FailAsync(2, "store", "copy", data, address, "--data", scratch.File("home"))).Errors, StringComparison.Ordinal);
            string csv = await DoAsync("export", id, "--data", data);
            Assert.Equal(csv, await DoAsync("export", id, "--store", address, "--data", scratch.File("one")));

            // Two stations, two processes, at once.
            string[] recorded = await Task.WhenAll(RecordAsync(scratch.File("one"), "--store", address), RecordAsync(scratch.File("two"), "--store", address));
            using var list = JsonDocument.Parse(await DoAsync("sessions", "--json", "--store", address, "--data", scratch.File("one")));
            Assert.Equal(3, list.RootElement.GetArrayLength());
            Assert.All(list.RootElement.EnumerateArray(), session => Assert.Equal(("closed", 0), (session.GetProperty("end").GetString()!, session.GetProperty("gaps").GetInt32())));
            Assert.All(recorded, session => Assert.Contains(session, list.RootElement.ToString(), StringComparison.Ordinal));
            await DoAsync("store", "copy", address, scratch.File("back"), "--data", scratch.File("home"));
            Assert.Equal(csv, await DoAsync("export", id, "--data", scratch.File("back")));
        }
        finally
        {
            await SqlAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task SqlAsync(string server, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder
        {
            Host = server[(server.IndexOf("host=", StringComparison.Ordinal) + 5)..],
            Username = "algometer",
            Database = "postgres",
        });
        await using Npgsql.NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> RecordAsync(string data, params string[] more)
    {
        using var summary = JsonDocument.Parse(await DoAsync(["record", "--simulate", "hold", "--seconds", "2", "--json", "--data", data, .. more]));
        return summary.RootElement.GetProperty("session").GetString()!;
    }

    private static async Task<string> DoAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await AlgometerProcess.RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {errors}");
        return output;
    }

    private static async Task<(string Output, string Errors)> FailAsync(int expected, params string[] arguments)
    {
        (int code, string output, string errors) = await AlgometerProcess.RunAsync(arguments);
        Assert.True(code == expected, $"{string.Join(' ', arguments)}: {code} {output} {errors}");
        return (output, errors);
    }
}
