using System.Security.Cryptography;
using Algometer.Measurement.Home.Plans;
using Algometer.Records.Engine;
using Algometer.Records.Keys;
using CsCheck;

namespace Algometer.Home.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ClinicKey _key;

    public PlanTests() => _key = ClinicKey.OpenOrCreate(_folder.Path, "Praxis am Markt");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_signed_plan_reads_back_as_it_was_written_and_fits_a_code_that_a_phone_scans()
    {
        string text = _key.Sign(Given.Plan);
        PlanVerdict verdict = Read(text);
        Assert.Equal(PlanRefusal.None, verdict.Refusal);
        Assert.Equal(Given.Plan, verdict.Plan);

        // Version 13 at medium correction takes 483 letters in 69 × 69 squares: 3.5 cm at half a millimetre each.
        Assert.InRange(text.Length, 200, 483);
        Assert.All(text, letter => Assert.Contains(letter, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"));
    }

    [Fact]
    public void A_plan_of_which_any_one_letter_is_altered_is_refused()
    {
        string text = _key.Sign(Given.Plan);
        for (int i = 0; i < text.Length; i++)
        {
            foreach (char other in "0AZ$:~")
            {
                if (text[i] != other)
                {
                    PlanVerdict verdict = Read(text[..i] + other + text[(i + 1)..]);
                    Assert.False(verdict.IsAccepted, $"letter {i} as '{other}' was accepted");
                    Assert.Contains(verdict.Refusal, (PlanRefusal[])[PlanRefusal.Altered, PlanRefusal.Unreadable, PlanRefusal.UnknownClinic, PlanRefusal.UnknownVersion]);
                }
            }
        }
    }

    [Fact]
    public void A_plan_of_which_one_byte_of_what_was_signed_is_altered_says_so()
    {
        string text = _key.Sign(Given.Plan);
        Assert.True(Base45.TryDecode(text.AsSpan(SignedPlan.Prefix.Length), out byte[] bytes));
        for (int i = 0; i < bytes.Length - 72; i++)
        {
            byte[] altered = [.. bytes];
            altered[i] ^= 0x01;
            Assert.Equal(PlanRefusal.Altered, Read(SignedPlan.Prefix + Base45.Encode(altered)).Refusal);
        }
    }

    [Fact]
    public void The_next_revision_comes_from_the_key_that_signed_the_one_before()
    {
        using var folder = new ScratchFolder();
        using var second = ClinicKey.OpenOrCreate(folder.Path, "Praxis am Bach");
        string first = _key.Sign(Given.Plan);
        Assert.Equal(Convert.ToHexString(_key.Identity.KeyId), SignedPlan.KeyIdOf(first));
        PlanTerms paired = Terms() with { Clinics = [_key.Identity, second.Identity], SignerOf = id => id == Given.Plan.Id ? SignedPlan.KeyIdOf(first) : null };
        HomePlan next = Given.Plan with { Revision = Given.Plan.Revision + 1 };
        Assert.True(Read(_key.Sign(next), paired).IsAccepted);
        Assert.True(Read(first, paired).IsAccepted);
        Assert.Equal(PlanRefusal.OtherSigner, Read(second.Sign(next), paired).Refusal);
        Assert.Equal(PlanRefusal.OtherSigner, Read(second.Sign(Given.Plan), paired).Refusal);
        Assert.True(Read(second.Sign(next with { Id = "260528120000-0badcafe" }), paired).IsAccepted);
        Assert.All(["", "ALGP1:", "ALGP1:AB", "ALGC1:X", new string('A', 5000)], text => Assert.Equal("", SignedPlan.KeyIdOf(text)));
    }

    [Fact]
    public void Each_refusal_has_its_reason()
    {
        string good = _key.Sign(Given.Plan);
        Assert.Equal(PlanRefusal.OtherPatient, Read(good, Terms() with { Patient = "K18" }).Refusal);
        Assert.Equal(PlanRefusal.Expired, Read(good, Terms() with { NowUtc = Given.Plan.ExpiresUtc }).Refusal);
        Assert.Equal(PlanRefusal.NotYetValid, Read(good, Terms() with { NowUtc = Given.Plan.CreatedUtc.AddSeconds(-1) }).Refusal);
        Assert.Equal(PlanRefusal.UnknownClinic, Read(good, Terms() with { Clinics = [] }).Refusal);
        Assert.Equal(PlanRefusal.Superseded, Read(good, Terms() with { NewestRevision = _ => 2 }).Refusal);
        Assert.Equal(PlanRefusal.OtherSigner, Read(good, Terms() with { SignerOf = _ => "0011223344556677" }).Refusal);
        Assert.Equal(PlanRefusal.UnknownVersion, Read("ALGP2:" + good[6..]).Refusal);
        Assert.Equal(PlanRefusal.Unreadable, Read("hello").Refusal);
        Assert.Equal(PlanRefusal.Unreadable, Read("").Refusal);
    }

    public static TheoryData<string, PlanRefusal, string> Wrong() => new()
    {
        { "infraspinatus", PlanRefusal.ForbiddenPlace, "never.shoulder-blade" },
        { "throat", PlanRefusal.ForbiddenPlace, "never.throat" },
        { "no-such-point", PlanRefusal.UnknownPlace, "no-such-point" },
        { "gluteus-maximus", PlanRefusal.UnknownPlace, "gluteus-maximus" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_place_that_is_forbidden_or_elsewhere_is_refused_even_when_signed(string point, PlanRefusal refusal, string detail)
    {
        PlanVerdict verdict = Read(_key.Sign(Given.Plan with { Point = point }));
        Assert.Equal(refusal, verdict.Refusal);
        Assert.Equal(detail, verdict.Detail);
        Assert.Equal(refusal.TextId(), verdict.Reason);
    }

    [Fact]
    public void What_the_rules_forbid_is_refused_even_when_signed()
    {
        Refused(PlanRefusal.LimitAboveCap, Given.Plan with { LimitNewtons = 60.1 });
        Refused(PlanRefusal.BandAboveLimit, Given.Plan with { HighNewtons = 41.9 });
        Refused(PlanRefusal.BadBand, Given.Plan with { HighNewtons = 25 });
        Refused(PlanRefusal.BadBand, Given.Plan with { LowNewtons = 0 });
        Refused(PlanRefusal.WrongPair, Given.Plan with { Position = "lying" }, "pair.neck-lying");
        Refused(PlanRefusal.WrongPair, Given.Plan with { Tool = "roller", Position = "wall" }, "pair.neck-roller");
        Refused(PlanRefusal.WrongPair, Given.Plan with { Position = "seated" }, "pair.not-listed");
        Refused(PlanRefusal.WrongPair, Given.Plan with { Point = "gastrocnemius", Region = "calf-foot" }, "pair.calf-foot-open");
        Refused(PlanRefusal.HoldLength, Given.Plan with { HoldSeconds = 29 });
        Refused(PlanRefusal.HoldLength, Given.Plan with { HoldSeconds = 91 });
        Refused(PlanRefusal.TooMuch, Given.Plan with { Repeats = 4 });
        Refused(PlanRefusal.TooMuch, Given.Plan with { SessionsADay = 3 });
        Refused(PlanRefusal.TooMuch, Given.Plan with { Days = PlanDays.None });
        Refused(PlanRefusal.LivesTooLong, Given.Plan with { ExpiresUtc = Given.Plan.CreatedUtc.AddDays(30).AddSeconds(1), MeasuredUtc = Given.Plan.CreatedUtc });
        Refused(PlanRefusal.RangeTooOld, Given.Plan with { MeasuredUtc = Given.Plan.CreatedUtc.AddDays(-10) });
        Refused(PlanRefusal.RangeTooOld, Given.Plan with { MeasuredUtc = Given.Plan.CreatedUtc.AddMinutes(1) });
        Refused(PlanRefusal.CannotBeCleared, Given.Plan with { Cleared = ["bladder-bowel"] });
        Refused(PlanRefusal.CannotBeCleared, Given.Plan with { Cleared = ["fever"] });
        Refused(PlanRefusal.UnknownPlace, Given.Plan with { Preset = "brave" });
        Refused(PlanRefusal.UnknownPlace, Given.Plan with { Movement = "handstand" });
        Assert.True(Read(_key.Sign(Given.Plan with { Cleared = ["anticoagulant", "cancer"] })).IsAccepted);
    }

    [Fact]
    public void A_plan_signed_by_another_key_under_the_clinics_name_is_refused()
    {
        using var other = new ScratchFolder();
        using ClinicKey foreign = ClinicKey.OpenOrCreate(other.Path, "Praxis am Markt");
        Assert.Equal(PlanRefusal.UnknownClinic, Read(foreign.Sign(Given.Plan)).Refusal);

        // The foreign signature under the paired clinic's key id.
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string forged = SignedPlan.Sign(Given.Plan, _key.Identity, bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256));
        Assert.Equal(PlanRefusal.Altered, Read(forged).Refusal);
    }

    [Fact]
    public void Any_plan_that_can_be_written_reads_back_the_same()
    {
        Gen<HomePlan> plans = Gen.Select(Gen.String[Gen.Char['!', '~'], 1, 20], Gen.Int[1, 65535], Gen.Double[0.1, 250], Gen.Int[1, 127], Gen.Long[0, 4_000_000_000], Gen.Int[0, 3]).Select((id, revision, low, days, time, cleared) =>
            Given.Plan with
            {
                Id = id,
                Revision = revision,
                LowNewtons = Math.Round(low, 1),
                HighNewtons = Math.Round(low + 3, 1),
                Days = (PlanDays)days,
                CreatedUtc = DateTimeOffset.FromUnixTimeSeconds(time),
                Cleared = [.. Given.Rules.Screening.Take(cleared).Select(question => question.Id)],
            });
        plans.Sample(plan =>
        {
            byte[] bytes = PlanCodec.Encode(plan);
            HomePlan back = PlanCodec.Decode(bytes);
            return back.Equals(plan) && PlanCodec.Encode(back).AsSpan().SequenceEqual(bytes) && back.LowNewtons == plan.LowNewtons && back.CreatedUtc == plan.CreatedUtc && back.Days == plan.Days;
        });
    }

    [Fact]
    public void Any_bytes_are_a_plan_or_a_clear_error_and_never_another_exception()
    {
        byte[] good = PlanCodec.Encode(Given.Plan);
        Gen.Byte.Array[0, 260].Sample(Tries);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, cut) =>
        {
            byte[] altered = [.. good];
            altered[at] = value;
            Tries(altered);
            Tries(altered[..cut]);
        });
        Gen.String[Gen.Char['\0', '\u00FF'], 0, 600].Sample(text => _ = Read(SignedPlan.Prefix + text).Reason.Length > 0);
    }

    public static TheoryData<string> Corpus() => [.. Directory.GetFiles(Path.Combine(Checkout.Root, "tests/Algometer.Home.Tests/Corpus/plans")).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Each_file_of_the_corpus_is_refused_with_the_reason_in_its_name(string file)
    {
        string text = File.ReadAllText(Path.Combine(Checkout.Root, "tests/Algometer.Home.Tests/Corpus/plans", file));
        Assert.Equal(file.Split('_')[0], Read(text).Refusal.TextId()["plan.".Length..]);
    }

    [Fact]
    public void Base45_is_that_of_the_standard()
    {
        Assert.Equal("BB8", Base45.Encode("AB"u8));
        Assert.Equal("%69 VD92EX0", Base45.Encode("Hello!!"u8));
        Assert.Equal("UJCLQE7W581", Base45.Encode("base-45"u8));
        Assert.False(Base45.TryDecode("GGW", out byte[] _) && Base45.TryDecode("GGX", out _));
        Assert.False(Base45.TryDecode(":::", out _));
        Gen.Byte.Array[0, 40].Sample(bytes => Base45.TryDecode(Base45.Encode(bytes), out byte[] back) && back.AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public void A_clinics_key_is_kept_and_its_card_pairs_only_with_the_fingerprint_that_was_compared()
    {
        using (ClinicKey again = ClinicKey.OpenOrCreate(_folder.Path, "ignored"))
        {
            Assert.Equal(_key.Identity, again.Identity);
        }

        ClinicIdentity card = ClinicIdentity.FromCard(_key.Identity.ToCard());
        Assert.Equal("Praxis am Markt", card.Name);
        Assert.Matches("^([0-9A-F]{4} ){4}[0-9A-F]{4}$", card.Fingerprint);
        using var home = new ScratchFolder();
        var paired = new PairedClinics(home.Path);
        Assert.Throws<ArgumentException>(() => paired.Pair(card, "0000 0000 0000 0000 0000"));
        Assert.Empty(paired.All());
        paired.Pair(card, card.Fingerprint.ToLowerInvariant());
        Assert.Equal([card], paired.All());
        paired.Forget(card);
        Assert.Empty(paired.All());
        Assert.Throws<FormatException>(() => ClinicIdentity.FromCard("ALGC1:ABC"));
    }

    [Fact]
    public void A_damaged_clinic_key_is_said_and_never_replaced_by_itself()
    {
        string file = Path.Combine(_folder.Path, "keys", "clinic.key");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.WriteAllText(file, "-----BEGIN NOTHING-----");
        string message = Assert.Throws<FormatException>(() => ClinicKey.OpenOrCreate(_folder.Path, "x")).Message;
        Assert.Contains("Restore", message, StringComparison.Ordinal);
        Assert.Equal("-----BEGIN NOTHING-----", File.ReadAllText(file));
    }

    private static void Tries(byte[] bytes)
    {
        try
        {
            _ = PlanCodec.Decode(bytes);
        }
        catch (FormatException)
        {
            // The one error that it may have.
        }
    }

    private void Refused(PlanRefusal refusal, HomePlan plan, string? detail = null)
    {
        PlanVerdict verdict = Read(_key.Sign(plan));
        Assert.Equal(refusal, verdict.Refusal);
        Assert.False(string.IsNullOrEmpty(Given.Texts[verdict.Reason]));
        Assert.Equal(detail ?? verdict.Detail, verdict.Detail);
    }

    private PlanTerms Terms() => new([_key.Identity], "K17", Given.Noon, Given.Rules, Given.Lists.Movements, _ => 1);

    private PlanVerdict Read(string text, PlanTerms? terms = null) => SignedPlan.Read(text, terms ?? Terms());
}
