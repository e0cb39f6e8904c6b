using Algometer.Cli.Commands;
using Algometer.Cli.RecordAccess;
using Algometer.Measurement.Signal;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Store;
using Algometer.Station.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Algometer.Cli.Tests.Commands;

/// <summary>The record is looked over behind the first sample.</summary>
public sealed class RecordCheckTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordStore _store;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public RecordCheckTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _store.Documents.Create(RunDocument.Kind, null, "no run at all");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_reads_nothing_before_the_first_sample_and_says_when_it_is_done()
    {
        await using var check = new RecordCheck(_store, _out, _error, _time);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(check.Done.IsCompleted);
        Assert.Empty(_error.ToString());
        check.OnArrival(default, default);
        await check.Done.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Contains("was set aside", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("looked over", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_device_it_reads_the_record_after_five_seconds()
    {
        await using var check = new RecordCheck(_store, _out, _error, _time);
        _time.Advance(TimeSpan.FromSeconds(5));
        await check.Done.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Contains("looked over", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_exchanged_is_said_at_the_start_and_by_a_check_until_it_is_accepted()
    {
        using var folder = new ScratchFolder();
        using (RecordStore first = RecordStore.Open(folder.Path, TimeProvider.System))
        {
            Assert.Null(first.Exchanged);
        }

        foreach (string file in Directory.GetFiles(folder.Path, "algometer.db*"))
        {
            File.Delete(file);
        }

        using (RecordStore other = RecordStore.Open(folder.Path, TimeProvider.System))
        {
            await using var check = new RecordCheck(other, _out, _error, _time);
            check.OnArrival(default, default);
            await check.Done.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            Assert.Contains("emptied or exchanged", _error.ToString(), StringComparison.Ordinal);
            Assert.Contains("store accept", _error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, await InvokeAsync("store", "check", "--data", folder.Path));
        Assert.Equal(0, await InvokeAsync("store", "accept", "--yes", "--data", folder.Path));
        Assert.Equal(0, await InvokeAsync("store", "check", "--data", folder.Path));
    }

    [Fact]
    public async Task A_document_that_was_taken_out_of_an_encrypted_record_is_said_at_the_start()
    {
        using var folder = new ScratchFolder();
        var options = new StoreOptions { DataDirectory = folder.File("data"), KeyFolder = folder.File("keys"), Passphrase = () => "four words of no use" };
        using (var first = RecordStore.Open(options, TimeProvider.System))
        {
            first.Encrypt("four words of no use", traces: false);
            first.Documents.Create("visit", null, "{}");
        }

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(options.DataDirectory, "algometer.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM documents";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        using var record = RecordStore.Open(options, TimeProvider.System);
        await using var check = new RecordCheck(record, _out, _error, _time);
        check.OnArrival(default, default);
        await check.Done.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Contains("1 of its documents were written, and 0 are there", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("see what was said of it above", _out.ToString(), StringComparison.Ordinal);
    }

    private static Task<int> InvokeAsync(params string[] arguments) => AlgometerCommand.Create().Root.Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_program_that_ends_before_it_reads_nothing()
    {
        var check = new RecordCheck(_store, _out, _error, _time);
        await check.DisposeAsync();
        check.OnArrival(default, default);
        Assert.True(check.Done.IsCompleted);
        Assert.Empty(_out.ToString() + _error);
    }
}
