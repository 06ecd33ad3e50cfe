//! Reading QR codes by the camera or out of a picture, where the browser itself can (its `BarcodeDetector`). Elsewhere nothing is
//! offered: a reader of our own would weigh more than all pages of volunteers together.

use js_sys::{Array, JSON, Reflect};
use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Why the camera shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraError {
    /// The person, or the browser for them, said no.
    Denied,
    /// There is none, or another program holds it.
    NotThere,
}

#[wasm_bindgen]
extern "C" {
    /// Reads codes out of pictures. Not in every browser.
    #[wasm_bindgen(js_name = BarcodeDetector)]
    type Detector;

    #[wasm_bindgen(catch, constructor, js_class = "BarcodeDetector")]
    fn new(options: &JsValue) -> Result<Detector, JsValue>;

    #[wasm_bindgen(catch, method)]
    async fn detect(this: &Detector, picture: &JsValue) -> Result<JsValue, JsValue>;

    /// What the camera gives.
    type Stream;

    #[wasm_bindgen(method, js_name = getTracks)]
    fn tracks(this: &Stream) -> Array;

    /// One of its tracks.
    type Track;

    #[wasm_bindgen(method)]
    fn stop(this: &Track);

    #[wasm_bindgen(catch, js_namespace = ["navigator", "mediaDevices"], js_name = getUserMedia)]
    async fn get_user_media(wanted: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = createImageBitmap)]
    async fn image_of(file: &JsValue) -> Result<JsValue, JsValue>;
}

/// Whether this browser can read codes at all: then out of pictures, and by a camera if there is one.
pub fn can_read() -> bool {
    Reflect::has(&js_sys::global(), &"BarcodeDetector".into()).unwrap_or(false)
}

fn detector() -> Option<Detector> {
    Detector::new(&JSON::parse(r#"{"formats":["qr_code"]}"#).ok()?).ok()
}

/// The texts of the codes in a picture: an element, or what was made of a file.
async fn read(picture: &JsValue) -> Vec<String> {
    let Some(detector) = detector() else { return Vec::new() };
    // A camera that has not shown anything yet cannot be read.
    let Ok(found) = detector.detect(picture).await else { return Vec::new() };
    let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
    Array::from(&found).iter().filter_map(text).collect()
}

/// The texts of the codes in a picture that was chosen.
pub async fn read_file(file: &web_sys::File) -> Vec<String> {
    match image_of(file).await {
        Ok(image) => read(&image).await,
        Err(_) => Vec::new(),
    }
}

/// The camera while it looks. Dropped, it is off.
pub struct Camera {
    stream: Stream,
    screen: web_sys::Element,
}

impl Camera {
    /// Asks for the camera, and shows it in a `<video>`. The browser asks the person in its own words.
    ///
    /// # Errors
    /// When they say no, or there is none.
    pub async fn open(screen: web_sys::Element) -> Result<Self, CameraError> {
        let wanted = JSON::parse(r#"{"video":{"facingMode":"environment"}}"#).unwrap_or_default();
        let stream: Stream = match get_user_media(&wanted).await {
            Ok(stream) => stream.unchecked_into(),
            Err(refused) => {
                let name = Reflect::get(&refused, &"name".into()).ok().and_then(|name| name.as_string());
                let denied = matches!(name.as_deref(), Some("NotAllowedError" | "SecurityError"));
                return Err(if denied { CameraError::Denied } else { CameraError::NotThere });
            }
        };
        let camera = Self { stream, screen };
        let _ = Reflect::set(&camera.screen, &"srcObject".into(), &camera.stream);
        // Without a sound, or phones would not begin by themselves.
        let _ = Reflect::set(&camera.screen, &"muted".into(), &JsValue::TRUE);
        let play = Reflect::get(&camera.screen, &"play".into()).and_then(JsCast::dyn_into::<js_sys::Function>);
        if let Ok(playing) = play.and_then(|play| play.call0(&camera.screen)) {
            // It plays as soon as there is something to see; closed before that, it says so, and nobody minds.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(js_sys::Promise::resolve(&playing)).await;
            });
        }
        Ok(camera)
    }

    /// The texts of the codes that it sees now.
    pub async fn read(&self) -> Vec<String> {
        read(&self.screen).await
    }

    /// Lets the browser do something else for a moment.
    pub async fn wait(milliseconds: i32) {
        let later = js_sys::Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            }
        });
        let _ = JsFuture::from(later).await;
    }

    /// Whether the page is out of sight: then nobody aims the camera at anything.
    pub fn is_hidden() -> bool {
        document().hidden()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.tracks().iter() {
            track.unchecked_into::<Track>().stop();
        }
        let _ = Reflect::set(&self.screen, &"srcObject".into(), &JsValue::NULL);
    }
}
