using Algometer.Cli.Composition;
using Algometer.Records;
using Algometer.Records.Model;

namespace Algometer.Station.Tests;

/// <summary>A refill that never ends keeps nothing that came after the hole from the record, and none of it is recorded twice.</summary>
public sealed class EarlyRecordTests
{
    [Fact]
    public async Task What_waits_for_a_refill_is_in_the_record_before_the_refill_is_over_and_in_it_once_afterwards()
    {
        using var folder = new ScratchFolder();
        using RecordStore store = RecordStore.Open(folder.Path, TimeProvider.System);
        string id = "";
        using (var rig = new LiarRig((device, calibration) => store.StartSession(Recording.Describe(device, calibration, SessionSource.Live, "early"))))
        {
            rig.Step(LiarRig.Introduce);
            for (int i = 0; i < 200; i++)
            {
                rig.Step(now =>
                {
                    if (i != 100)
                    {
                        LiarRig.Honest(now);
                    }
                });
            }

            // A second after the hole: the device has not answered, and the hole is not given up.
            Assert.Equal(0, rig.Pipeline.Gaps);
            Assert.InRange(rig.Pipeline.Record.Recorded, 95, 101);
            id = rig.Pipeline.Recorder!.SessionId;
            await rig.Pipeline.Recorder.FlushAsync();
            Assert.Equal(199, store.ReadSamples(id).Count());
            // Five unanswered questions, each waited for longer, take eight seconds of the device's time.
            for (int i = 0; i < 1000; i++)
            {
                rig.Step(LiarRig.Honest);
            }

            Assert.Equal(1, rig.Pipeline.Gaps);
            Assert.Equal(1199, rig.Pipeline.Record.Recorded);
        }

        Assert.Equal(1199, store.ReadSamples(id).Count());
        Assert.Equal(1, store.ReadSamples(id).Zip(store.ReadSamples(id).Skip(1)).Count(pair => pair.Second.Sequence != pair.First.Sequence + 1));
    }
}
