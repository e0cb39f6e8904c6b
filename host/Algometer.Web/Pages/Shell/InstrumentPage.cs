using Algometer.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Algometer.Web.Pages.Shell;

/// <summary>
/// A page of the instrument. Who may only try it sees and steers nothing of it while it measures somebody: the page then shows
/// <see cref="Taken"/> and nothing else, and what was pressed a moment before on what it still showed is not done.
/// </summary>
public abstract class InstrumentPage : WatchingPage, IHandleEvent
{
    private bool _wasTaken;

    /// <summary>The device and what presses on it.</summary>
    [Inject]
    protected OpenStation Station { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words.Shell> Said { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Seeing { get; set; } = null!;

    /// <summary>Whether the visitor may know whom the instrument measures.</summary>
    protected bool MayKnow => Seeing.IsCompletedSuccessfully && VisitorIdentity.Of(Seeing.Result.User).Role == Role.Therapist;

    /// <summary>Whether somebody is measured whom the visitor may not see. Asked each time: it is true from one sample to the next.</summary>
    protected bool IsTaken => !MayKnow && Station.Measured.IsMeasuring(null);

    /// <summary>What is said then.</summary>
    protected string Taken => Said["taken"];

    /// <inheritdoc/>
    public async Task HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        if (!IsTaken)
        {
            Task done = item.InvokeAsync(arg);
            if (!done.IsCompleted)
            {
                StateHasChanged();
            }

            await done;
        }

        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override bool HasTurned()
    {
        bool turned = IsTaken != _wasTaken;
        _wasTaken = IsTaken;
        return turned;
    }
}
