if (!window.tooOld)
  import("./{page_js}")
    .then((page) => page.default({ module_or_path: "./{page_wasm}" }))
    .catch((error) => {
      console.error(error);
      cannotStart("Article Explorer could not start: " + error.message + ". Loading the page again may help.");
    });
