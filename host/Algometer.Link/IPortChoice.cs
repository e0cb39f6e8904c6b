namespace Algometer.Link;

/// <summary>A search for the device among serial ports, in which a person has a say. Members may be called from any thread.</summary>
public interface IPortChoice
{
    /// <summary>The ports and what was asked of them, as of the last look; null before the first.</summary>
    IReadOnlyList<DiscoveredPort>? Ports { get; }

    /// <summary>Wishes that a port be asked, whatever it is, or all of them. One that somebody holds is never asked.</summary>
    /// <param name="port">Its name, or null for every port.</param>
    /// <returns>Why not, or null when it will be asked.</returns>
    string? Ask(string? port);
}
