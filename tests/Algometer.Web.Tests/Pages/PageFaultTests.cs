using System.Collections.Concurrent;
using Algometer.Records.Problems;
using Algometer.Web.Pages.Shell;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Algometer.Web.Tests.Pages;

/// <summary>A page that fails says so in its place, and under what the log says more, without telling what only a programmer reads.</summary>
public sealed class PageFaultTests
{
    [Theory]
    [InlineData("en", "The program's log says what happened, under ")]
    [InlineData("de", "Was geschah, steht im Protokoll des Programms unter ")]
    public async Task What_nobody_expected_is_logged_under_the_id_that_the_page_shows(string language, string words)
    {
        using var log = new KeptLog();
        await using var host = new ComponentPage(language: language);
        host.Services.AddSingleton<ILoggerProvider>(log);
        IRenderedComponent<PageFault> page = Open(host, new InvalidOperationException("the secret"));
        string notice = page.Find("[role=alert]").TextContent;
        Assert.Contains(words, notice, StringComparison.Ordinal);
        Assert.DoesNotContain("the secret", notice, StringComparison.Ordinal);
        string line = Assert.Single(log.Lines, line => line.StartsWith("2 ", StringComparison.Ordinal));
        Assert.Contains(line.Split(' ')[1].TrimEnd(':'), notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_record_explains_is_told_as_it_is()
    {
        using var log = new KeptLog();
        await using var host = new ComponentPage();
        host.Services.AddSingleton<ILoggerProvider>(log);
        IRenderedComponent<PageFault> page = Open(host, new RecordStoreException(RecordStoreProblem.Unreachable, "The server does not answer."));
        Assert.Contains("The server does not answer.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("2 ", StringComparison.Ordinal));
    }

    private static IRenderedComponent<PageFault> Open(ComponentPage host, Exception failure) =>
        host.Open<PageFault>("/", parameters => parameters.Add(page => page.ChildContent, (RenderFragment)(_ => throw failure)));

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{eventId.Id} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
