// A worker's entry: joined with the script that wasm-bindgen writes ("program") into one file. Bytes come in, JSON goes
// out; null when the program broke down over them. tools/finish.mjs fills in the program's name and pin.
import start, { read } from "program";

const ready = start({ module_or_path: fetch(WASM, { integrity: PIN }) });
// Told of where it is awaited.
ready.catch(() => {});

addEventListener("message", async ({ data }) => {
  try {
    await ready;
  } catch {
    postMessage("absent");
    return;
  }
  try {
    postMessage(read(data));
  } catch {
    postMessage(null);
  }
});
