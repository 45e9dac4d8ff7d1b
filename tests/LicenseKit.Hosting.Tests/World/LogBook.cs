using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Tests;

/// <summary>What the libraries under test log, line by line.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName.StartsWith("LicenseKit", StringComparison.Ordinal));

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Writer(LogBook book, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isOurs;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (isOurs)
            {
                book._lines.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)}");
            }
        }
    }
}
