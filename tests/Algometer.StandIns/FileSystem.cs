// Compiled into the device program of the desktop, where it hides the desktop's own types of these names.
using Algometer.StandIns;

namespace System.IO
{
    internal static class File
    {
        public static bool Exists(string path)
        {
            return SimulatedBoard.Current.Flash.Exists(path);
        }
    }

    /// <summary>
    /// As on the device: what fails natively arrives as a plain Exception, only the managed part of the library throws an IOException, and the file is
    /// committed when it is closed.
    /// </summary>
    internal sealed class FileStream
    {
        private readonly string _path;
        private readonly bool _writes;
        private int _position;
        private bool _closed;

        public FileStream(string path, FileMode mode, FileAccess access)
        {
            _path = path;
            _writes = access != FileAccess.Read;
            SimulatedBoard.Current.Flash.Open(path, mode == FileMode.Create);
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int read = SimulatedBoard.Current.Flash.Read(_path, _position, buffer, offset, count);
            _position += read;
            return read;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            SimulatedBoard.Current.Flash.Append(_path, buffer, offset, count);
        }

        public void Flush()
        {
            SimulatedBoard.Current.Flash.Flush();
        }

        public void Close()
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            SimulatedBoard.Current.Flash.Close(_path, _writes);
        }
    }
}
