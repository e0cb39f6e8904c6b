namespace Algometer.Web.Running;

/// <summary>Whether the web server ends: a page whose circuit outlasts it has nothing any more to be drawn with.</summary>
internal sealed class HostEnd
{
    private volatile bool _hasCome;

    /// <summary>Whether it does.</summary>
    public bool HasCome => _hasCome;

    /// <summary>It does, from now on.</summary>
    public void Come() => _hasCome = true;
}
