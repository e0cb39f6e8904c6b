namespace Algometer.Electronics.Layout;

/// <summary>A pad as it lies on the part at rotation 0; millimetres, y downwards.</summary>
internal sealed record Pad(string Part, string Number, int Net, bool Front, bool Back, double X, double Y, double Width, double Height);

/// <summary>A part: its courtyard at rotation 0, where it stands, and on which side of the isolation.</summary>
internal sealed class PlanPart(string reference, char side, bool isBack, bool isFixed, double x, double y, int turn, Box court)
{
    public string Reference { get; } = reference;

    public char Side { get; } = side;

    /// <summary>On the side of the battery; its pads are given as they lie there.</summary>
    public bool IsBack { get; } = isBack;

    public bool IsFixed { get; } = isFixed;

    public double X { get; set; } = x;

    public double Y { get; set; } = y;

    /// <summary>Degrees, anticlockwise as KiCad counts them.</summary>
    public int Turn { get; set; } = turn;

    public bool IsPlaced { get; set; } = isFixed;

    public Box Court { get; } = court;

    public List<Pad> Pads { get; } = [];

    /// <summary>Pins of other parts that this one has to lie beside, with a weight.</summary>
    public List<(string Part, string Pin, double Weight)> Near { get; } = [];
}
