using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Sets the force limit: anyone may lower it at any time; raised it is only with a plan, at rest, and never above the cap.
    /// A plan stays until it is given back.
    /// </summary>
    public sealed class LimitCommand
    {
        private const int LowestMillinewtons = 1000;
        private readonly DeviceState _state;
        private readonly Answers _answers;

        /// <summary>Makes the command.</summary>
        public LimitCommand(DeviceState state, Answers answers)
        {
            _state = state;
            _answers = answers;
        }

        /// <summary>Carries it out.</summary>
        public void Run(in Command command)
        {
            DeviceSettings settings = _state.Settings;
            int present = _state.Guard.LimitMillinewtons;
            int cap = _state.Identity.CapMillinewtons;
            if (command.Value > (uint)cap)
            {
                // Compared without a sign: what is above 2³¹ is a large limit, not a negative one.
                _answers.Refuse(RefusalReason.AboveCap, cap);
                return;
            }

            int limit = (int)command.Value;

            // A limit that is set without a plan, and is no higher, holds within the plan that is on.
            bool givesBack = command.PlanId == DeviceSettings.EverydayPlanId;
            long plan = command.PlanId == 0 ? settings.PlanId : command.PlanId;
            bool unplanned = limit > present && (command.PlanId == 0 || givesBack);

            // A plan's identity is its word on calibrations: another's must not slip into its place, however low the limit that comes with it.
            bool anothers = settings.HasPlan && plan != settings.PlanId && !givesBack;
            bool isSamePlan = plan == settings.PlanId || (givesBack && !settings.HasPlan);
            bool inUse = _state.HoldActive || _state.Faults.IsUnderLoad;
            int dead = _state.Faults.UnknownForce;
            if (command.PlanId < 0)
            {
                _answers.Refuse(RefusalReason.OutOfRange, 0);
            }
            else if (limit < LowestMillinewtons)
            {
                _answers.Refuse(RefusalReason.OutOfRange, LowestMillinewtons);
            }
            else if (unplanned || anothers)
            {
                _answers.Refuse(RefusalReason.PlanRequired, present);
            }
            else if (limit > present && dead != 0)
            {
                // Nobody knows what presses now.
                _answers.Refuse(RefusalReason.SensorFault, dead);
            }
            else if (limit > present && inUse)
            {
                _answers.Refuse(RefusalReason.WrongState, present);
            }
            else if (limit == settings.LimitMillinewtons && isSamePlan && !_state.SettingsDefault)
            {
                // Nothing new: a flash that is written each time somebody says the same wears out.
                _answers.Acknowledge(limit);
            }
            else if (inUse)
            {
                settings.LimitMillinewtons = limit;
                settings.PlanId = plan;
                _state.StorePending = true;
                Changed(limit);
            }
            else
            {
                Store(limit, plan);
            }
        }

        private void Store(int limit, long plan)
        {
            DeviceSettings settings = _state.Settings;
            int limitBefore = settings.LimitMillinewtons;
            long planBefore = settings.PlanId;
            settings.LimitMillinewtons = limit;
            settings.PlanId = plan;
            if (_state.SaveSettings())
            {
                Changed(limit);
                return;
            }

            settings.LimitMillinewtons = limitBefore;
            settings.PlanId = planBefore;
            _answers.Refuse(RefusalReason.StorageFailed, 0);
        }

        private void Changed(int limit)
        {
            _state.Guard.LimitMillinewtons = limit;
            _state.RaiseEvent(EventCode.LimitChanged, _state.NextSequence, limit);
            _answers.Acknowledge(limit);
        }
    }
}
