
// Asked for once, at the start: a page that is open asks for nothing.
if (!window.tooOld && navigator.serviceWorker) {
  const { build } = JSON.parse(document.getElementById("boot").textContent);
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data?.build && event.data.build !== build) {
      window.newVersion = true;
      window.dispatchEvent(new Event("newversion"));
    }
  });
  // A private window may refuse; then the page needs the network the next time, no more.
  navigator.serviceWorker.register("./offline.js").catch(() => {});
}
