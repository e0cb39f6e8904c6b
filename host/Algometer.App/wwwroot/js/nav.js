// The links between pages; the present one is marked.
const pages = [["/", "Live"], ["/people.html", "People"], ["/ppt.html", "Thresholds"], ["/results.html", "Results"], ["/plan.html", "Home plan"], ["/home.html", "At home"], ["/calibration.html", "Calibration"], ["/review.html", "Records"]];
export function nav(element) {
  const here = location.pathname === "/index.html" ? "/" : location.pathname;
  for (const [address, name] of pages) {
    const link = document.createElement("a"); link.href = address; link.textContent = name; link.className = "button";
    if (address === here) link.setAttribute("aria-current", "page");
    element.append(link);
  }
}
const place = document.getElementById("nav");
if (place) nav(place);
