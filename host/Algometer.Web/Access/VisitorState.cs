using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Algometer.Web.Access;

/// <summary>Who a page's circuit serves. When the visitor is signed out, anywhere, the circuit serves a stranger at once and its page is emptied.</summary>
internal sealed class VisitorState : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private Task<AuthenticationState> _state = Nobody();
    private CancellationTokenRegistration _ending;

    /// <inheritdoc/>
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => _state;

    /// <inheritdoc/>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        _ending.Dispose();
        _state = FollowAsync(authenticationStateTask);
        NotifyAuthenticationStateChanged(_state);
    }

    /// <inheritdoc/>
    public void Dispose() => _ending.Dispose();

    private static Task<AuthenticationState> Nobody() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));

    private async Task<AuthenticationState> FollowAsync(Task<AuthenticationState> given)
    {
        AuthenticationState state = await given;
        CancellationToken ended = VisitorIdentity.Of(state.User).Ended;
        if (ended.IsCancellationRequested)
        {
            return await Nobody();
        }

        _ending = ended.Register(() =>
        {
            _state = Nobody();
            NotifyAuthenticationStateChanged(_state);
        });
        return state;
    }
}
