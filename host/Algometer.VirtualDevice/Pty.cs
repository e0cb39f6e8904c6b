using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Algometer.VirtualDevice;

/// <summary>A Linux pseudo-terminal in raw mode: the device's end as a stream, the host's end as a path.</summary>
public sealed partial class Pty : Stream
{
    private const int ReadWriteNoTerminal = 0x102;
    private const short PollIn = 1;
    private const int PollMilliseconds = 50;
    private readonly int _master;
    private readonly int _slave;
    private readonly string? _link;
    private int _closed;

    /// <summary>Opens a pseudo-terminal.</summary>
    /// <param name="link">Where a symbolic link to the host's end is put.</param>
    /// <exception cref="PlatformNotSupportedException">This system has no pseudo-terminals.</exception>
    /// <exception cref="IOException">The link's path is taken by something else.</exception>
    public Pty(string link)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Pseudo-terminals need Linux: serve on TCP instead, with --serve tcp:PORT.");
        }

        if (File.Exists(link) && new FileInfo(link).LinkTarget is null)
        {
            throw new IOException($"{link} is a file: give a path that is free.");
        }

        _master = OpenMaster(ReadWriteNoTerminal);
        Check(_master);
        Check(Grant(_master));
        Check(Unlock(_master));
        byte[] name = new byte[128];
        Check(SlaveName(_master, name, name.Length) == 0 ? 0 : -1);
        HostPath = System.Text.Encoding.UTF8.GetString(name, 0, Array.IndexOf(name, (byte)0));

        // Kept open, so that the terminal outlives each host that comes and goes.
        _slave = Open(HostPath, ReadWriteNoTerminal);
        Check(_slave);
        byte[] mode = new byte[256];
        Check(GetMode(_slave, mode));
        MakeRaw(mode);
        Check(SetMode(_slave, 0, mode));
        File.Delete(link);
        File.CreateSymbolicLink(link, HostPath);
        _link = link;
    }

    /// <summary>The host's end, such as <c>/dev/pts/3</c>.</summary>
    public string HostPath { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes that the host has not read yet.</summary>
    public int Unread
    {
        get
        {
            int count = 0;
            _ = Control(_slave, 0x541B, ref count);
            return count;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var wait = new PollRequest { Descriptor = _master, Events = PollIn };
        while (Volatile.Read(ref _closed) == 0)
        {
            if (Poll(ref wait, 1, PollMilliseconds) > 0)
            {
                nint got = ReadBytes(_master, ref buffer[offset], count);
                return got > 0 ? (int)got : 0;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.Run(() => Read(buffer, offset, count), cancellationToken);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var wait = new PollRequest { Descriptor = _master, Events = 4 };
        while (count > 0 && Volatile.Read(ref _closed) == 0)
        {
            if (Poll(ref wait, 1, PollMilliseconds) <= 0)
            {
                continue;
            }

            nint sent = WriteBytes(_master, ref buffer[offset], Math.Min(count, 256));
            if (sent <= 0)
            {
                throw new IOException("The pseudo-terminal was closed.");
            }

            offset += (int)sent;
            count -= (int)sent;
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.Run(() => Write(buffer, offset, count), cancellationToken);

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is held back.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            if (_link is not null)
            {
                File.Delete(_link);
            }

            _ = Close(_slave);
            _ = Close(_master);
        }

        base.Dispose(disposing);
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new IOException("No pseudo-terminal could be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int SlaveName(int descriptor, [Out] byte[] name, nint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetMode(int descriptor, [Out] byte[] mode);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetMode(int descriptor, int when, [In] byte[] mode);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw([In, Out] byte[] mode);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, ref int value);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadBytes(int descriptor, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteBytes(int descriptor, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest request, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
