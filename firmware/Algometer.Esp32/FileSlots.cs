using System;
using System.IO;
using Algometer.Firmware;

namespace Algometer.Esp32
{
    /// <summary>
    /// Slots as files on the internal drive. What fails in the drive arrives as a plain Exception, and the drive commits a file only when it is
    /// closed: so everything is caught, closing too, and a slot counts as written only when it could be closed.
    /// </summary>
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
            catch (Exception)
            {
                // What is there may be read another time: the built-in settings apply until then, and say so.
                return -1;
            }
            finally
            {
                Close(stream);
            }
        }

        /// <inheritdoc/>
        public bool Write(int slot, byte[] bytes, int count)
        {
            FileStream stream = null;
            bool written = false;
            try
            {
                stream = new FileStream(PathOf(slot), FileMode.Create, FileAccess.Write);
                stream.Write(bytes, 0, count);
                stream.Flush();
                written = true;
            }
            catch (Exception)
            {
                // Said to the host as "not stored": the device goes on with what it has.
                written = false;
            }
            finally
            {
                written = Close(stream) && written;
            }

            return written;
        }

        // A file that cannot be closed is the drive's loss, not the program's: it must go on judging.
        private static bool Close(FileStream stream)
        {
            try
            {
                if (stream != null)
                {
                    stream.Close();
                }

                return true;
            }
            catch (Exception)
            {
                return false;
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
