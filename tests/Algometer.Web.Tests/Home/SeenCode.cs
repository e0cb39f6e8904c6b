using System.Buffers.Binary;
using System.Text;
using QRCoder;

namespace Algometer.Web.Tests.Home;

/// <summary>What a camera sees of a code: the code as the clinic's page shows it, turned, dark at one side, noisy and a little blurred.</summary>
internal static class SeenCode
{
    public const int Width = 640;
    public const int Height = 480;

    /// <summary>Shades of grey, row by row.</summary>
    /// <param name="text">Text of the code; empty for a wall without one.</param>
    /// <param name="degrees">How far it is turned.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="width">Width, pixels.</param>
    /// <param name="height">Height, pixels.</param>
    public static byte[] Of(string text, double degrees = 8, int seed = 1, int width = Width, int height = Height)
    {
        var random = new Random(seed);
        using QRCodeData? code = text.Length == 0 ? null : QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        int modules = code?.ModuleMatrix.Count ?? 1;
        double side = 0.92 * height;
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        byte[] seen = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double light = 0;
                foreach ((double dx, double dy) in ((double, double)[])[(-0.3, -0.3), (0.3, -0.3), (-0.3, 0.3), (0.3, 0.3)])
                {
                    (double fromX, double fromY) = (x + dx - (width / 2.0), y + dy - (height / 2.0));
                    int column = (int)Math.Floor((((fromX * cos) + (fromY * sin)) / side * modules * 1.15) + (modules / 2.0));
                    int row = (int)Math.Floor((((fromY * cos) - (fromX * sin)) / side * modules * 1.15) + (modules / 2.0));
                    bool isDark = code is not null && row >= 0 && column >= 0 && row < modules && column < modules && code.ModuleMatrix[row][column];
                    light += isDark ? 40 : 200;
                }

                double shadow = 0.65 + (0.35 * x / width);
                seen[(y * width) + x] = (byte)Math.Clamp((light / 4 * shadow) + (12 * (random.NextDouble() - 0.5)), 0, 255);
            }
        }

        return seen;
    }

    /// <summary>The same as the browser hands it over.</summary>
    public static byte[] Handed(byte[] seen, int width = Width, int height = Height)
    {
        byte[] handed = new byte[4 + seen.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(handed, (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(handed.AsSpan(2), (ushort)height);
        seen.CopyTo(handed, 4);
        return handed;
    }

    /// <summary>A film of it, as Chromium's stand-in of a camera plays: first some frames of a wall, then the code.</summary>
    public static void Film(string path, string text)
    {
        using FileStream film = File.Create(path);
        film.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        byte[] colour = new byte[Width * Height / 2];
        Array.Fill(colour, (byte)128);
        foreach (byte[] frame in (byte[][])[Of(""), Of(text, 5, 2), Of(text, 8, 3), Of(text, 11, 4)])
        {
            film.Write("FRAME\n"u8);
            film.Write(frame);
            film.Write(colour);
        }
    }
}
