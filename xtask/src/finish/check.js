// Runs before anything else, also in old browsers: says in words why the page cannot start.
(function () {
  "use strict";
  window.cannotStart = function (sentence) {
    function say() {
      var line = document.createElement("p");
      line.id = "cannot-start";
      line.setAttribute("role", "alert");
      line.lang = "en";
      line.dir = "ltr";
      line.textContent = sentence;
      var starting = document.getElementById("starting");
      if (starting) starting.parentNode.removeChild(starting);
      document.body.appendChild(line);
    }
    if (document.body) say();
    else document.addEventListener("DOMContentLoaded", say);
  };
  // A module with one function that makes a vector: valid only where wasm has SIMD.
  var simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
  var able = false;
  try {
    able =
      "noModule" in HTMLScriptElement.prototype &&
      WebAssembly.validate(new Uint8Array(simd)) &&
      typeof DecompressionStream === "function" &&
      CSS.supports("color", "light-dark(red, red)") &&
      CSS.supports("selector(:has(a))");
  } catch (error) {
    able = false;
  }
  if (able) return;
  window.tooOld = true;
  window.cannotStart(
    "This browser is too old for Article Explorer. It works in Chrome and Edge from version 123, Firefox from 121, and Safari from 17.5."
  );
})();
