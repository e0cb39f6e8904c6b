using Algometer.Records.Model;

namespace Algometer.Records.Store;

/// <summary>Which station a data directory belongs to, so that a station recovers its own sessions and no other's.</summary>
internal static class StationIdentity
{
    private const string FileName = "algometer.station";

    /// <summary>Reads it, or makes it at the first opening.</summary>
    public static string ReadOrMake(string directory, TimeProvider time)
    {
        string path = Path.Combine(directory, FileName);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: SessionId.Length } known && SessionId.IsValid(known))
        {
            return known;
        }

        string made = SessionId.New(time.GetUtcNow());
        File.WriteAllText(path, made);
        return made;
    }

    /// <summary>Gives a restored folder the station whose journals it has.</summary>
    public static void Write(string directory, string station)
    {
        if (SessionId.IsValid(station))
        {
            File.WriteAllText(Path.Combine(directory, FileName), station);
        }
    }

    /// <summary>Reads it; empty when there is none.</summary>
    public static string Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
