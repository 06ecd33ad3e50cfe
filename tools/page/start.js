// The program's entry: joined with the script that wasm-bindgen writes ("program") into one file.
import start from "program";

// Later parts come with what they look like (STYLE: what its link says).
if (STYLE) {
  const { part } = window.linli;
  let style;
  window.linli.part = async (...of) => {
    const bytes = part(...of);
    await (style ??= new Promise((onload, onerror) =>
      document.head.append(Object.assign(document.createElement("link"), STYLE, { onload, onerror })),
    ));
    return bytes;
  };
}

try {
  await start({ module_or_path: window.linli.wasm });
  // Only now, so that keeping files for later never delays showing them.
  window.linli.started();
} catch (error) {
  window.linli.failed();
  throw error;
}
