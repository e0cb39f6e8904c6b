using System.Globalization;
using System.Net.Sockets;

namespace Algometer.Link;

/// <summary>A device served on TCP, such as the virtual one.</summary>
public sealed class TcpTransport(string host, int port) : ITransport
{
    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"tcp:{host}:{port}");

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            return client.GetStream();
        }
        catch (SocketException failure)
        {
            client.Dispose();
            throw new IOException($"Nothing answers at {Name}: {failure.Message}.", failure);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
