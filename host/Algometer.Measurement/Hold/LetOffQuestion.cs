using Algometer.Measurement.Easing;

namespace Algometer.Measurement.Hold;

/// <summary>
/// "Somebody let off – was it you?" Asked when the load fell and the force cannot tell who; a person answers. What is answered counts for
/// the words of the verdict, never for the band or the clock.
/// </summary>
public sealed class LetOffQuestion
{
    private bool _falling;
    private int _mine;
    private int _notMine;

    /// <summary>Whether it stands unanswered.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What was answered.</summary>
    public LetOffAnswer Answer => _mine > 0 ? LetOffAnswer.Mine : _notMine > 0 && !IsOpen ? LetOffAnswer.NotMine : LetOffAnswer.None;

    /// <summary>A hold begins: nothing is asked.</summary>
    public void Begin()
    {
        IsOpen = _falling = false;
        _mine = _notMine = 0;
    }

    /// <summary>Takes what the detector says; each fall asks once.</summary>
    /// <param name="state">The detector's state.</param>
    /// <returns>Whether the question was opened by it.</returns>
    public bool Accept(EasingState state)
    {
        bool fell = IsFall(state) && !_falling;
        _falling = IsFall(state);
        IsOpen |= fell;
        return fell;
    }

    /// <summary>A person answers.</summary>
    /// <param name="mine">Whether it was the person who presses.</param>
    /// <returns>Whether there was a question.</returns>
    public bool TryAnswer(bool mine)
    {
        if (!IsOpen)
        {
            return false;
        }

        IsOpen = false;
        _mine += mine ? 1 : 0;
        _notMine += mine ? 0 : 1;
        return true;
    }

    private static bool IsFall(EasingState state) => state == EasingState.LoadFell;
}
