using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Algometer.Records.Keys;
using Algometer.Records.Store;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Algometer.Records.Tests;

/// <summary>
/// The record's own encryption read by a second implementation, written here from docs/security.md over BouncyCastle: what the program seals opens
/// there and the other way round, byte by byte, and vectors of the document stay what they are.
/// </summary>
public sealed class SealVectorTests
{
    private static readonly byte[] _dataKey = Convert.FromHexString("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    [Theory]
    [InlineData("", "people\u001f01KB\u001fnotes")]
    [InlineData("Ada Lovelace", "people_names\u001f01KB00000000000B\u001fname")]
    [InlineData("忍耐 – geübt", "documents\u001f01KB/2\u001fbody")]
    public void What_one_seals_the_other_opens_and_only_at_its_place(string text, string place)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);
        var program = SealKey.Derive(_dataKey, "table/people");
        byte[] key = Hkdf("algometer/table/people");
        Assert.Equal(plain, Open(key, program.Seal(plain, place), place));
        Assert.Throws<InvalidCipherTextException>(() => Open(key, program.Seal(plain, place), place + "x"));
        Assert.Equal(plain, program.TryOpen(Seal(key, RandomNumberGenerator.GetBytes(12), plain, place), place));
    }

    [Fact]
    public void The_vectors_of_the_document_open_in_both()
    {
        // docs/security.md, "Test vectors".
        byte[] nonce = Convert.FromHexString("a0a1a2a3a4a5a6a7a8a9aaab");
        const string place = "people_names\u001f01KB00000000000B\u001fname";
        byte[] key = Hkdf("algometer/table/people_names");
        string sealedHex = Convert.ToHexStringLower(Seal(key, nonce, "Ada"u8.ToArray(), place));
        string row = new RowSeal(Hkdf("algometer/rows/01KB00000000000A"), "01KB00000000000A", required: true).Of("events", [0L, 1L, 1L, "mark", null, null]);
        string hung = new RowSeal(Hkdf("algometer/rows/record"), "record", required: true).Of("documents", ["01KB00000000000D", "visit", "01KB00000000000B", null, 2L, 1L, 2L, "body"]);
        var count = new RecordCount();
        count.Add("documents", Vault.Of(_dataKey, KeyRecord.Make("a good passphrase", KeyCost.ForTests, traces: true).Record).Standing("documents", hung), 1);
        count.Written(0);
        string document = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "security.md"));
        foreach (string vector in (string[])[Convert.ToHexStringLower(key), sealedHex, row, hung, count.ToString()])
        {
            Assert.True(document.Contains(vector, StringComparison.Ordinal), $"docs/security.md does not hold {vector}");
        }

        Assert.Equal("Ada"u8.ToArray(), SealKey.Derive(_dataKey, "table/people_names").TryOpen(Convert.FromHexString(sealedHex), place));
    }

    [Fact]
    public void A_row_s_seal_is_the_same_in_both()
    {
        object?[] cells = [7L, 12_500L, 1L, "nöte", 2.5, null];
        string content = "t6:events;t16:01KB00000000000A;i7;i12500;i1;t4:nöte;d4004000000000000;n;";
        Assert.Equal(content, Encoding.UTF8.GetString(RowSeal.Content("events", "01KB00000000000A", cells)));
        byte[] key = Hkdf("algometer/rows/01KB00000000000A");
        byte[] sum = Mac(key, content);
        var vault = Vault.Of(_dataKey, KeyRecord.Make("a good passphrase", KeyCost.ForTests, traces: true, since: "01KA000000000000").Record);
        Assert.Equal("r1:" + Convert.ToBase64String(sum), vault.Rows("01KB00000000000A")!.Of("events", cells));
    }

    [Fact]
    public void A_count_is_the_same_in_both_whatever_the_order()
    {
        var vault = Vault.Of(_dataKey, KeyRecord.Make("a good passphrase", KeyCost.ForTests, traces: true).Record);
        string[] seals = [.. Enumerable.Range(0, 50).Select(i => $"r1:{i}")];
        var count = new RecordCount();
        Array.ForEach(seals, seal => count.Add("people", vault.Standing("people", seal), 1));
        Array.ForEach(seals[10..], seal => count.Add("people", vault.Standing("people", seal), -1));
        var sum = BigInteger.Zero;
        foreach (string seal in seals[..10].Reverse())
        {
            sum += new BigInteger(Mac(Hkdf("algometer/set"), "people|" + seal), isUnsigned: true);
        }

        byte[] expected = new byte[32];
        (sum % BigInteger.Pow(2, 256)).ToByteArray(isUnsigned: true).CopyTo(expected, 0);
        Assert.Equal($"0|people:10:{Convert.ToHexStringLower(expected)}", count.ToString());
        Assert.Equal(count.ToString(), RecordCount.Parse(count.ToString()).ToString());
    }

    [Fact]
    public void The_key_behind_a_passphrase_is_unwrapped_by_the_other()
    {
        const string passphrase = "fünf Wörter ohne Sinn";
        (KeyRecord record, byte[] key) = KeyRecord.Make(passphrase, new KeyCost(1024, 2, 2), traces: true);
        var argon = new Argon2BytesGenerator();
        argon.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id).WithVersion(Argon2Parameters.Version13).WithSalt(record.Salt).WithMemoryAsKB(1024).WithIterations(2).WithParallelism(2).Build());
        byte[] wrapping = new byte[32];
        argon.GenerateBytes(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormKC)), wrapping);
        Assert.Equal(key, Open(wrapping, record.Wrapped, $"key|{record.Id}|argon2id|1024|2|2"));
    }

    private static byte[] Mac(byte[] key, string content)
    {
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(key));
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        mac.BlockUpdate(bytes, 0, bytes.Length);
        byte[] sum = new byte[32];
        mac.DoFinal(sum, 0);
        return sum;
    }

    private static byte[] Hkdf(string info)
    {
        var hkdf = new HkdfBytesGenerator(new Sha256Digest());
        hkdf.Init(new HkdfParameters(_dataKey, null, Encoding.UTF8.GetBytes(info)));
        byte[] key = new byte[32];
        hkdf.GenerateBytes(key, 0, key.Length);
        return key;
    }

    private static byte[] Seal(byte[] key, byte[] nonce, byte[] plain, string place) => [0xE1, .. nonce, .. Gcm(true, key, nonce, plain, place)];

    private static byte[] Open(byte[] key, byte[] sealedBytes, string place) => Gcm(false, key, sealedBytes[1..13], sealedBytes[13..], place);

    private static byte[] Gcm(bool sealing, byte[] key, byte[] nonce, byte[] bytes, string place)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(sealing, new AeadParameters(new KeyParameter(key), 128, nonce, Encoding.UTF8.GetBytes(place)));
        byte[] result = new byte[cipher.GetOutputSize(bytes.Length)];
        int length = cipher.ProcessBytes(bytes, 0, bytes.Length, result, 0);
        cipher.DoFinal(result, length);
        return result;
    }
}
