// The alarm on pages that show no pressure: whoever reads a record while somebody presses must see and hear it too.
import { Live } from "/js/live.js";
import { AlarmBanner } from "/js/alarm-banner.js";

export function alarmEverywhere() {
  if (!document.getElementById("banner")) document.body.prepend(banner());
  let alarm = null;
  const live = new Live((time, force, flags, device, decided) => { if (!(flags & 2)) alarm?.sample(flags, device, decided, force); }, (message) => alarm?.state(message), () => {});
  alarm = new AlarmBanner(null, () => live.command("acknowledge"), live);
}

function banner() {
  const place = document.createElement("div"); place.id = "banner"; place.setAttribute("role", "alert"); place.hidden = true;
  const words = document.createElement("div"); const title = document.createElement("strong"); title.id = "banner-title"; const text = document.createElement("span"); text.id = "banner-text"; words.append(title, text);
  const button = document.createElement("button"); button.id = "acknowledge"; button.type = "button"; button.textContent = "Acknowledge"; button.hidden = true;
  place.append(words, button);
  return place;
}
