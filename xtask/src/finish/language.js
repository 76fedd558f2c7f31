// Which language the page speaks: the one its address names, else the one chosen here before, else the first that the
// browser prefers. Its sentences are asked for at once, so that they are there when the program is.
(function () {
  "use strict";
  if (window.tooOld) return;
  var locales = JSON.parse(document.getElementById("boot").textContent).locales;
  var chosen = null;
  try {
    if (location.protocol !== "file:") chosen = localStorage.getItem("ui");
  } catch (error) {
    // A browser that keeps nothing has nothing to say.
  }
  var wanted = [new URLSearchParams(location.search).get("ui"), chosen].concat(navigator.languages || []);
  var found = locales[0];
  for (var at = 0; at < wanted.length; at++) {
    var code = (wanted[at] || "").toLowerCase().split("-")[0];
    var known = locales.filter((locale) => locale[0] === code)[0];
    if (known) {
      found = known;
      break;
    }
  }
  document.documentElement.lang = found[0];
  document.documentElement.dir = found[2];
  if (found[3]) {
    window.ownWords = fetch("./" + found[3], { cache: "force-cache" });
    // What goes wrong is told where it is waited for.
    window.ownWords.catch(() => {});
  }
})();
