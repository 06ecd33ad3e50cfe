// The program's entry: joined with the script that wasm-bindgen writes ("program") into one file.
import start from "program";

// Later parts come with what they look like (STYLE: its name and pin).
if (STYLE) {
  const { part } = window.linli;
  let style;
  const come = (onload, onerror) =>
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "stylesheet", integrity: STYLE[1], href: STYLE[0], onload, onerror }),
    );
  window.linli.part = (...of) =>
    Promise.all([part(...of), (style ??= new Promise(come))]).then(([bytes]) => bytes);
}

try {
  await start({ module_or_path: window.linli.wasm });
  // Only now, so that keeping files for later never delays showing them.
  window.linli.started();
} catch (error) {
  window.linli.failed();
  throw error;
}
