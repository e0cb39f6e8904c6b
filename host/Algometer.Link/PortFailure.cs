namespace Algometer.Link;

/// <summary>Why a port did not open, in words that say what to do.</summary>
internal static class PortFailure
{
    private const int PermissionDenied = 13;
    private const int DeviceBusy = 16;

    /// <summary>Turns the system's failure into one with words of its own.</summary>
    /// <param name="port">The port.</param>
    /// <param name="failure">What opening threw; the system's error number is the HResult of its inner exception.</param>
    /// <param name="processes">Who runs; null to look.</param>
    public static Exception Explain(string port, Exception failure, PortHolders? processes = null)
    {
        processes ??= new PortHolders();
        int number = failure.InnerException?.HResult ?? failure.HResult;
        return number switch
        {
            PermissionDenied => new UnauthorizedAccessException(
                $"{port} may not be opened by this user: join the group that owns it (often 'dialout', on some systems 'uucp'), for example with `sudo usermod -aG dialout $USER`, and log in again.", failure),
            DeviceBusy => new IOException($"{port} is held by {processes.Who(port) ?? "another program"}: close it there.{processes.ModemManagerAdvice()}", failure),
            _ when failure is ArgumentException => new IOException($"{port} is no serial port.", failure),
            _ when OperatingSystem.IsWindows() => new IOException($"{port} is held by another program (Windows refuses it): close it there.", failure),
            _ => new IOException($"{port} could not be opened: {(failure.InnerException ?? failure).Message}", failure),
        };
    }
}
