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

    internal sealed class FileStream
    {
        private readonly string _path;
        private int _position;

        public FileStream(string path, FileMode mode, FileAccess access)
        {
            _path = path;
            if (mode == FileMode.Create)
            {
                SimulatedBoard.Current.Flash.Truncate(path);
            }
            else if (!SimulatedBoard.Current.Flash.Exists(path))
            {
                throw new IOException();
            }
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
        }
    }
}
