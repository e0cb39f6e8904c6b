namespace Algometer.Measurement.Ramp;

/// <summary>Which protocols there are, as the clinic keeps them.</summary>
/// <param name="Version">Version of the file.</param>
/// <param name="Protocols">The protocols, in the order they are offered.</param>
public sealed record ProtocolCatalogue(string Version, IReadOnlyList<TestProtocol> Protocols)
{
    /// <summary>Finds a protocol.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public TestProtocol Named(string id) => Protocols.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no protocol '{id}': choose {string.Join(", ", Protocols.Select(known => known.Id))}.", nameof(id));

    /// <summary>Checks every protocol.</summary>
    /// <exception cref="FormatException">A number cannot be used; the message says which.</exception>
    public ProtocolCatalogue Checked()
    {
        foreach (TestProtocol protocol in Protocols)
        {
            protocol.Check();
        }

        string? twice = Protocols.GroupBy(protocol => protocol.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? this : throw new FormatException($"Two protocols are called '{twice}': rename one.");
    }
}

/// <summary>The words that the patient hears, with their version: other words give other thresholds.</summary>
/// <param name="Version">Version of the wording.</param>
/// <param name="Text">The wording.</param>
public sealed record Instruction(string Version, string Text);

/// <summary>When a ramp counts. All parts are of the target rate unless said otherwise. [P]</summary>
public sealed record ValidityRule
{
    /// <summary>Lower end of the judged stretch, part of the threshold.</summary>
    public double FromPart { get; init; } = 0.2;

    /// <summary>Upper end of the judged stretch, part of the threshold.</summary>
    public double ToPart { get; init; } = 0.9;

    /// <summary>How far the slope of that stretch may be off, part of the target.</summary>
    public double SlopeTolerance { get; init; } = 0.2;

    /// <summary>Least R² of that stretch.</summary>
    public double LeastRSquared { get; init; } = 0.95;

    /// <summary>Length of the last stretch before the answer, s.</summary>
    public double TailSeconds { get; init; } = 0.5;

    /// <summary>How far the slope of the last stretch may be off, part of the target.</summary>
    public double TailTolerance { get; init; } = 0.3;

    /// <summary>How far the zero may move from before to after, N.</summary>
    public double ZeroDriftNewtons { get; init; } = 0.5;
}

/// <summary>A test as data.</summary>
public sealed record TestProtocol
{
    /// <summary>Name in data.</summary>
    public required string Id { get; init; }

    /// <summary>Version; changes with every number or word.</summary>
    public required string Version { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required TestKind Kind { get; init; }

    /// <summary>Where its numbers come from.</summary>
    public required string Source { get; init; }

    /// <summary>How sure they are.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>What the patient hears.</summary>
    public required Instruction Instruction { get; init; }

    /// <summary>Target ramp, kPa/s; 5 to 200.</summary>
    public double RateKpaPerSecond { get; init; } = 50;

    /// <summary>Area of the tip, cm².</summary>
    public double TipAreaCm2 { get; init; } = 1;

    /// <summary>Ramps a place, 1 to 10.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Whether one ramp on a remote site comes first and does not count.</summary>
    public bool Familiarisation { get; init; } = true;

    /// <summary>Whether the order of places is drawn anew in each round (and logged).</summary>
    public bool RandomOrder { get; init; } = true;

    /// <summary>Least rest of a place, s. [P]</summary>
    public double SameSiteSeconds { get; init; } = 60;

    /// <summary>Least rest between places, s. [P]</summary>
    public double OtherSiteSeconds { get; init; } = 20;

    /// <summary>Pressure at which a ramp ends unanswered, kPa. [G]</summary>
    public double CutOffKpa { get; init; } = 1000;

    /// <summary>Usual reaction time from pain to button, s: shown as a bias, never subtracted.</summary>
    public double ReactionLowSeconds { get; init; } = 0.2;

    /// <summary>Upper end of the same, s.</summary>
    public double ReactionHighSeconds { get; init; } = 0.35;

    /// <summary>When a ramp counts.</summary>
    public ValidityRule Validity { get; init; } = new();

    /// <summary>Pulses of a train.</summary>
    public int Pulses { get; init; } = 10;

    /// <summary>Height of a pulse or of the after-sensation's pressure, % of the place's threshold.</summary>
    public double PulsePercent { get; init; } = 120;

    /// <summary>Pressure on, s.</summary>
    public double OnSeconds { get; init; } = 1;

    /// <summary>Pressure off, s.</summary>
    public double OffSeconds { get; init; } = 1;

    /// <summary>When the after-sensation is rated, s after the last pressure.</summary>
    public IReadOnlyList<double> AfterSensationSeconds { get; init; } = [];

    /// <summary>Pressures of a stimulus–response test, % of the place's threshold.</summary>
    public IReadOnlyList<double> LevelPercents { get; init; } = [];

    /// <summary>How long each is held, s.</summary>
    public double LevelSeconds { get; init; } = 5;

    /// <summary>The conditioning stimulus in words.</summary>
    public string Conditioning { get; init; } = "";

    /// <summary>How long it lasts before thresholds are taken under it, s.</summary>
    public double ConditioningSeconds { get; init; } = 60;

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="FormatException">One cannot be used; the message says which and what may stand there.</exception>
    public void Check()
    {
        Within(RateKpaPerSecond, 5, 200, "rate_kpa_per_second");
        Within(TipAreaCm2, 0.1, 10, "tip_area_cm2");
        Within(Repeats, 1, 10, "repeats");
        Within(SameSiteSeconds, 0, 3600, "same_site_seconds");
        Within(OtherSiteSeconds, 0, 3600, "other_site_seconds");
        Within(CutOffKpa, 50, 2000, "cut_off_kpa");
        Within(ReactionLowSeconds, 0, 2, "reaction_low_seconds");
        Within(ReactionHighSeconds, ReactionLowSeconds, 2, "reaction_high_seconds");
        Within(Pulses, 3, 30, "pulses");
        Within(PulsePercent, 20, 150, "pulse_percent");
        Within(OnSeconds, 0.3, 30, "on_seconds");
        Within(OffSeconds, 0.3, 30, "off_seconds");
        Within(LevelSeconds, 1, 30, "level_seconds");
        Within(ConditioningSeconds, 0, 600, "conditioning_seconds");
        Within(Validity.SlopeTolerance, 0.01, 1, "validity.slope_tolerance");
        Within(Validity.LeastRSquared, 0, 1, "validity.least_r_squared");
        Within(Validity.TailSeconds, 0.2, 5, "validity.tail_seconds");
        Within(Validity.TailTolerance, 0.01, 2, "validity.tail_tolerance");
        Within(Validity.ZeroDriftNewtons, 0.05, 5, "validity.zero_drift_newtons");
        Within(Validity.FromPart, 0, 0.8, "validity.from_part");
        Within(Validity.ToPart, Validity.FromPart + 0.1, 1, "validity.to_part");
        if (Kind == TestKind.StimulusResponse && (LevelPercents.Count < 4 || LevelPercents.Any(level => level is < 10 or > 150)))
        {
            throw Wrong("level_percents", "at least 4 levels from 10 to 150");
        }

        if (Kind == TestKind.AfterSensation && AfterSensationSeconds.Count == 0)
        {
            throw Wrong("after_sensation_seconds", "at least one time");
        }

        if (AfterSensationSeconds.Zip(AfterSensationSeconds.Skip(1)).Any(pair => pair.Second <= pair.First))
        {
            throw Wrong("after_sensation_seconds", "times that rise");
        }
    }

    private void Within(double value, double low, double high, string field)
    {
        if (!(value >= low && value <= high))
        {
            throw Wrong(field, FormattableString.Invariant($"{low:0.##} to {high:0.##}, not {value:0.##}"));
        }
    }

    private FormatException Wrong(string field, string allowed) => new($"Protocol '{Id}': {field} must be {allowed}.");
}
