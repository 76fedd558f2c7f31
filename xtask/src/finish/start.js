// What is read first comes first: the programs are asked for once the page has been painted. In the background nothing is
// painted, so there it begins at once; and nowhere is longer waited than half a second.
if (!window.tooOld) {
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    for (const name of {beside}) {
      const link = document.createElement("link");
      link.rel = "preload";
      link.as = "fetch";
      link.crossOrigin = "";
      link.href = "./" + name;
      document.head.append(link);
    }
    import("./{page_js}")
      .then((page) => page.default({ module_or_path: "./{page_wasm}" }))
      .catch((error) => {
        console.error(error);
        cannotStart("Article Explorer could not start: " + error.message + ". Loading the page again may help.");
      });
  };
  if (document.hidden) begin();
  else {
    requestAnimationFrame(() => setTimeout(begin));
    setTimeout(begin, 500);
  }
}
