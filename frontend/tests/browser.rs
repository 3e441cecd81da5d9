//! The glue to the browser, in a browser: the page mounts, canvases are painted, the frame loop stops.
//!
//! `CHROMEDRIVER=/usr/bin/chromedriver cargo test -p gridcast-frontend --target wasm32-unknown-unknown` with
//! `wasm-bindgen-test-runner` as the target's runner.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "in a test, what is not there is a failure")]

use std::cell::Cell;
use std::rc::Rc;

use gridcast_core::scene::{Draw, Scene};
use gridcast_frontend::frame_loop::FrameLoop;
use gridcast_frontend::paint::Painter;
use gridcast_frontend::timer::sleep;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

fn canvas(style: &str) -> HtmlCanvasElement {
    let canvas: HtmlCanvasElement = document().create_element("canvas").unwrap().dyn_into().unwrap();
    canvas.set_attribute("style", style).unwrap();
    document().body().unwrap().append_child(&canvas).unwrap();
    canvas
}

fn pixel(canvas: &HtmlCanvasElement, x: f64, y: f64) -> Vec<u8> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
    context.get_image_data(x, y, 1.0, 1.0).unwrap().data().0
}

#[wasm_bindgen_test]
fn a_painter_fits_its_canvas_and_paints() {
    let canvas = canvas("width: 40px; height: 20px; display: block");
    let mut painter = Painter::new(canvas.clone()).unwrap();
    assert_eq!(painter.size().map(|side| side as u32), [40, 20]);
    let ratio = web_sys::window().unwrap().device_pixel_ratio();
    assert_eq!(canvas.width(), (40.0 * ratio).round() as u32);

    let mut scene = Scene::default();
    scene.draws.push(Draw::Disc { at: [10.0, 10.0], radius: 5.0, colour: 0xff_8a1c });
    painter.paint(&scene);
    assert_eq!(pixel(&canvas, 10.0 * ratio, 10.0 * ratio), [0xff, 0x8a, 0x1c, 0xff]);
    assert_eq!(pixel(&canvas, 30.0 * ratio, 10.0 * ratio)[3], 0);

    canvas.set_attribute("style", "width: 60px; height: 20px; display: block").unwrap();
    assert!(painter.is_resized());
    painter.fit();
    assert_eq!(painter.size().map(|side| side as u32), [60, 20]);
    painter.paint(&Scene::default());
    assert_eq!(pixel(&canvas, 10.0 * ratio, 10.0 * ratio)[3], 0, "a scene takes the place of the last one");
}

#[wasm_bindgen_test]
async fn a_dropped_frame_loop_is_silent() {
    let frames = Rc::new(Cell::new(0));
    let count = Rc::clone(&frames);
    let frame_loop = FrameLoop::start(move |_| {
        count.set(count.get() + 1);
        0.0
    });
    while frames.get() < 3 {
        sleep(5.0).await;
    }
    drop(frame_loop);
    let seen = frames.get();
    sleep(100.0).await;
    assert_eq!(frames.get(), seen);
}

#[wasm_bindgen_test]
async fn the_page_mounts_and_tells_what_it_shows() {
    gridcast_frontend::mount();
    sleep(50.0).await;
    let one = |selector: &str| document().query_selector(selector).unwrap().unwrap();
    assert_eq!(one("[role=table]").get_attribute("aria-label").as_deref(), Some("Leaderboard"));
    // There is no gateway behind the test's own server.
    let state = one("[data-testid=connection]").get_attribute("data-state").unwrap();
    assert!(["connecting", "reconnecting"].contains(&&*state), "{state}");
    assert!(document().query_selector(".skeleton").unwrap().is_some());

    let gridcast = js_sys::Reflect::get(&web_sys::window().unwrap(), &JsValue::from_str("gridcast")).unwrap();
    let inspect: js_sys::Function =
        js_sys::Reflect::get(&gridcast, &JsValue::from_str("inspect")).unwrap().dyn_into().unwrap();
    let text = inspect.call0(&gridcast).unwrap().as_string().unwrap();
    let seen = js_sys::JSON::parse(&text).unwrap();
    let painted = js_sys::Reflect::get(&seen, &JsValue::from_str("frames_painted")).unwrap();
    assert_eq!(painted.as_f64(), Some(0.0));
}
