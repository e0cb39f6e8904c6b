using Algometer.Wire;

namespace Algometer.Firmware
{
    /// <summary>
    /// Sets the force limit: anyone may lower it at any time; raised it is only with a plan, at rest, and never above the cap.
    /// A plan stays until it is given back by its own identity.
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
        /// <returns>False when it is a limit to be raised that waits for the flash: it is stored before it is in force.</returns>
        public bool Run(long now, in Command command)
        {
            if (_state.Keeper.MayWrite(now))
            {
                // What is written over is what this limit is judged by.
                _state.Keeper.Recall();
            }

            DeviceSettings settings = _state.Settings;
            int present = _state.Guard.LimitMillinewtons;
            int cap = _state.Identity.CapMillinewtons;
            if (command.Value > (uint)cap)
            {
                // Compared without a sign: what is above 2³¹ is a large limit, not a negative one.
                _answers.Refuse(RefusalReason.AboveCap, cap);
                return true;
            }

            int limit = (int)command.Value;
            bool raises = limit > present;

            // A plan is given back by its own identity, below 0: whoever does not know that is not the one to end it. Nobody's gives back nothing.
            bool givesBack = command.PlanId < 0;
            bool nobodys = command.PlanId == 0 || command.PlanId == DeviceSettings.EverydayPlanId;
            long named = givesBack ? -command.PlanId : command.PlanId;

            // A plan's identity is its word on calibrations: another's must not slip into its place, however low the limit that comes with it.
            // A limit that is set without a plan, and is no higher, holds within the plan that is on.
            bool anothers = settings.HasPlan && command.PlanId != 0 && named != settings.PlanId;
            bool unplanned = raises && (givesBack || nobodys);
            long plan = givesBack ? DeviceSettings.EverydayPlanId : command.PlanId == 0 ? settings.PlanId : named;

            // A zero that has drifted below hides a load of as much, and a converter that has not settled any.
            bool inUse = _state.HoldActive || _state.IsLoaded || !_state.Path.HasJudged;
            int dead = _state.Faults.Present;
            if (limit < LowestMillinewtons)
            {
                _answers.Refuse(RefusalReason.OutOfRange, LowestMillinewtons);
            }
            else if (unplanned || anothers)
            {
                _answers.Refuse(RefusalReason.PlanRequired, present);
            }
            else if (raises && dead != 0)
            {
                // Nobody knows what presses now.
                _answers.Refuse(RefusalReason.SensorFault, dead);
            }
            else if (raises && inUse)
            {
                _answers.Refuse(RefusalReason.WrongState, present);
            }
            else if (raises)
            {
                return Raise(now, limit, plan);
            }
            else
            {
                Lower(now, limit, plan);
            }

            return true;
        }

        // Stored first: after a restart no higher limit may stand than the one that was told.
        private bool Raise(long now, int limit, long plan)
        {
            if (!_state.Keeper.IsDue(now))
            {
                return false;
            }

            DeviceSettings settings = _state.Settings;
            int limitBefore = settings.LimitMillinewtons;
            long planBefore = settings.PlanId;
            settings.LimitMillinewtons = limit;
            settings.PlanId = plan;
            if (_state.Keeper.Save())
            {
                Changed(limit);
                _answers.Acknowledge(limit);
                return true;
            }

            settings.LimitMillinewtons = limitBefore;
            settings.PlanId = planBefore;
            _answers.Refuse(RefusalReason.StorageFailed, 0);
            return true;
        }

        // In force first, whatever the flash does: it makes the device safer. Not written again when nothing is new, as that wears the flash out.
        private void Lower(long now, int limit, long plan)
        {
            DeviceSettings settings = _state.Settings;
            SettingsKeeper keeper = _state.Keeper;
            bool isSamePlan = plan == settings.PlanId || (!settings.HasPlan && (plan == 0 || plan == DeviceSettings.EverydayPlanId));
            if (limit != settings.LimitMillinewtons || !isSamePlan || keeper.IsDefault)
            {
                settings.LimitMillinewtons = limit;
                settings.PlanId = plan;
                Changed(limit);
                keeper.Keep(now);
            }
            else if (keeper.IsPending)
            {
                keeper.Keep(now);
            }

            _answers.Acknowledge(limit);
        }

        private void Changed(int limit)
        {
            _state.Guard.LimitMillinewtons = limit;
            _state.Reports.Renew();
            _state.Reports.RaiseEvent(EventCode.LimitChanged, limit);
        }
    }
}
