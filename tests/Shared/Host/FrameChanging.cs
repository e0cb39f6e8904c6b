using Algometer.Link;

namespace Algometer.Tests.Shared;

/// <summary>A way to the device on which what the device says is changed frame by frame.</summary>
internal abstract class FrameChanging(ITransport inner) : ITransport
{
    public string Name => inner.Name;

    public async Task<Stream> OpenAsync(CancellationToken cancellationToken) => new Wire(await inner.OpenAsync(cancellationToken), this);

    /// <summary>What the host receives for one frame of the device.</summary>
    /// <param name="frame">The frame without its delimiter.</param>
    /// <returns>Bytes with delimiters; empty when the frame is lost.</returns>
    protected abstract byte[] Pass(byte[] frame);

    private sealed class Wire(Stream inner, FrameChanging owner) : Stream
    {
        private readonly List<byte> _frame = [];
        private readonly Queue<byte> _ready = [];
        private readonly byte[] _read = new byte[4096];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_ready.Count == 0)
            {
                int count = await inner.ReadAsync(_read, cancellationToken);
                if (count == 0)
                {
                    return 0;
                }

                foreach (byte value in _read.AsSpan(0, count))
                {
                    Take(value);
                }
            }

            int given = 0;
            while (given < buffer.Length && _ready.TryDequeue(out byte next))
            {
                buffer.Span[given++] = next;
            }

            return given;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        private void Take(byte value)
        {
            if (value != 0)
            {
                _frame.Add(value);
                return;
            }

            foreach (byte passed in owner.Pass([.. _frame]))
            {
                _ready.Enqueue(passed);
            }

            _frame.Clear();
        }
    }
}
