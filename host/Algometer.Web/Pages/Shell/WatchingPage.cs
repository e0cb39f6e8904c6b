using Algometer.Web.Running;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.Shell;

/// <summary>
/// A page that shows what changes by itself: it looks ten times a second, or as often as it says, and is drawn where something changed. Values that move with each sample
/// are not its: a module draws them from the live stream.
/// </summary>
public abstract class WatchingPage : ComponentBase, IDisposable
{
    private ITimer? _watch;

    /// <summary>Source of wall times.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Whether the web server ends.</summary>
    [Inject]
    private HostEnd End { get; set; } = null!;

    /// <summary>Whether it stands in a circuit: before, it is drawn once and nobody answers it.</summary>
    protected bool IsLive { get; private set; }

    /// <summary>How often it looks.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at what is shown.</summary>
    /// <returns>Whether it has to be drawn anew.</returns>
    protected abstract bool Look();

    /// <inheritdoc/>
    protected override void OnInitialized() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // Only in a circuit: what is drawn once before has nobody to be drawn for again.
        if (firstRender)
        {
            IsLive = true;
            StateHasChanged();
            _watch = Time.CreateTimer(_ => _ = InvokeAsync(Refresh), null, Every, Every);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks no more.</summary>
    protected virtual void Dispose(bool disposing) => _watch?.Dispose();

    /// <summary>Whether what the page as a whole is has changed since it was last asked.</summary>
    protected virtual bool HasTurned() => false;

    private void Refresh()
    {
        if (!End.HasCome && (Look() | HasTurned()))
        {
            StateHasChanged();
        }
    }
}
