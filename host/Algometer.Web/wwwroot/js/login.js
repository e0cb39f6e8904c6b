// Signing in. Where to go afterwards is an address of this server or nothing.
import { $, ask, query } from "/js/page.js";

const next = query.get("next") ?? "";
const own = /^\/(?![/\\])/.test(next) && !next.startsWith("/login.html") ? next : "";
$("form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("error").textContent = ""; $("go").disabled = true;
  try {
    const { first } = await ask("/api/login", { name: $("name").value, password: $("password").value });
    location.replace(own && own !== "/" ? own : first);
  } catch (failure) {
    $("error").textContent = failure.message; $("password").value = ""; $("password").focus();
  } finally { $("go").disabled = false; }
});
