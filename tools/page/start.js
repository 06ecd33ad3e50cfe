// The program's entry: joined with the script that wasm-bindgen writes ("program") into one file.
import start from "program";

try {
  await start({ module_or_path: window.linli.wasm });
  // Only now, so that keeping files for later never delays showing them.
  window.linli.started();
} catch (error) {
  window.linli.failed();
  throw error;
}
