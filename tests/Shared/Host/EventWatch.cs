using Algometer.Link;
using Algometer.Measurement.Signal;
using Algometer.Records.Model;
using Algometer.Station.Pipeline;

namespace Algometer.Tests.Shared;

/// <summary>A test's own look at the events of the pipeline.</summary>
internal sealed class EventWatch(Action<SessionEvent> look) : IStreamSubscriber
{
    public void OnEvent(SessionEvent happened) => look(happened);

    void ISampleSubscriber.OnSample(in Sample sample)
    {
    }

    void IStreamSubscriber.OnGap(in SampleGap gap, long deviceMicroseconds)
    {
    }
}
