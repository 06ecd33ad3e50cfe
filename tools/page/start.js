// The program's entry: joined with the script that wasm-bindgen writes ("program") into one file.
import start from "program";

try {
  await start({ module_or_path: window.linli.wasm });
} catch (error) {
  window.linli.failed();
  throw error;
}
