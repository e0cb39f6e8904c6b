namespace Algometer.Electronics.Layout;

/// <summary>A net's pads as they lie on the board, and on which side of the isolation its copper is.</summary>
internal sealed class NetPads
{
    private readonly List<(Pad Pad, Box Box)>[] _pads;
    private readonly char[] _sides;

    public NetPads(Plan plan)
    {
        _pads = [.. plan.Nets.Select(_ => new List<(Pad, Box)>())];
        _sides = new char[plan.Nets.Count];
        Array.Fill(_sides, 'D');
        foreach (PlanPart part in plan.Parts.Values)
        {
            foreach (Pad pad in part.Pads)
            {
                _pads[pad.Net].Add((pad, Plan.BoxOf(part, pad)));
                if (part.Side == 'U')
                {
                    _sides[pad.Net] = 'U';
                }
            }
        }

        // A part across the isolation has pads of both sides: which, its nets' other parts say.
        for (int net = 0; net < plan.Nets.Count; net++)
        {
            if (_pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'X') && !_pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'D') && _pads[net].Count > 1)
            {
                _sides[net] = _pads[net].Exists(pad => plan.Parts[pad.Pad.Part].Side == 'U') ? 'U' : 'D';
            }
        }
    }

    public IReadOnlyList<(Pad Pad, Box Box)> this[int net] => _pads[net];

    public IEnumerable<(Pad Pad, Box Box)> All => _pads.SelectMany(pads => pads);

    /// <summary>D is the device's side, U the computer's.</summary>
    public char SideOf(int net) => _sides[net];

    /// <summary>How far the pads lie apart: width plus height, in millimetres.</summary>
    public double Span(int net) => _pads[net].Max(pad => pad.Box.Left) - _pads[net].Min(pad => pad.Box.Left) + _pads[net].Max(pad => pad.Box.Top) - _pads[net].Min(pad => pad.Box.Top);
}
