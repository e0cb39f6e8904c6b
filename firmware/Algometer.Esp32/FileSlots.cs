using System.IO;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>Slots as files on the internal drive.</summary>
    public sealed class FileSlots : ISlotStorage
    {
        /// <inheritdoc/>
        public int Read(int slot, byte[] buffer)
        {
            FileStream stream = null;
            try
            {
                string path = PathOf(slot);
                if (!File.Exists(path))
                {
                    return 0;
                }

                stream = new FileStream(path, FileMode.Open, FileAccess.Read);
                int count = 0;
                while (count < buffer.Length)
                {
                    int read = stream.Read(buffer, count, buffer.Length - count);
                    if (read <= 0)
                    {
                        break;
                    }

                    count += read;
                }

                return count;
            }
            catch (IOException)
            {
                // A drive that cannot be read holds nothing; the built-in settings then apply, and say so.
                return 0;
            }
            finally
            {
                if (stream != null)
                {
                    stream.Close();
                }
            }
        }

        /// <inheritdoc/>
        public bool Write(int slot, byte[] bytes, int count)
        {
            FileStream stream = null;
            try
            {
                stream = new FileStream(PathOf(slot), FileMode.Create, FileAccess.Write);
                stream.Write(bytes, 0, count);
                stream.Flush();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
            finally
            {
                if (stream != null)
                {
                    stream.Close();
                }
            }
        }

        private static string PathOf(int slot)
        {
            switch (slot)
            {
                case 0:
                    return "I:\\settings-0.bin";
                case 1:
                    return "I:\\settings-1.bin";
                case 2:
                    return "I:\\start-0.bin";
                default:
                    return "I:\\start-1.bin";
            }
        }
    }
}
