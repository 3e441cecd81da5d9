//! What must hold of any bytes: the entry point of the fuzz target and of a bounded test.

use super::decode::Decoder;
use super::encode::Encoder;
use super::frame::{Frame, MAX_TICKS, split_frames};
use crate::race::{MAX_EVENTS, MAX_MESSAGE_BYTES, MAX_MESSAGES};
use crate::units::MAX_CARS;

/// Decodes bytes as a chunk file and as one frame, and checks what came out.
///
/// # Panics
/// When the decoder lets something through that is out of bounds, or that an encoder could not send on.
pub fn decode_anything(bytes: &[u8]) {
    let mut decoder = Decoder::new();
    let mut frame = Frame::default();
    for bytes in split_frames(bytes).chain([bytes]) {
        if decoder.decode(bytes, &mut frame).is_ok() {
            check(&decoder, &frame);
        }
    }
}

fn check(decoder: &Decoder, frame: &Frame) {
    assert!(frame.samples.len() <= MAX_TICKS * MAX_CARS);
    assert!(frame.samples.iter().all(|sample| sample.car.index() < MAX_CARS));
    let Some(state) = decoder.state() else { panic!("a decoded frame leaves a state") };
    assert!(state.events.len() <= MAX_EVENTS);
    assert!(state.messages.len() <= MAX_MESSAGES);
    assert!(state.messages.iter().all(|message| message.text.len() <= MAX_MESSAGE_BYTES));
    assert_eq!(state.cars.len(), state.session.drivers.len());
    assert!(state.cars.len() <= MAX_CARS);
    if !frame.state_changed {
        return;
    }
    let mut frames = Vec::new();
    Encoder::new().encode(frame.date_ms, &mut Vec::new(), state, &mut frames);
    let mut again = Decoder::new();
    for encoded in frames {
        assert_eq!(again.decode(&encoded.bytes, &mut Frame::default()), Ok(()));
    }
    let Some(sent_on) = again.state() else { panic!("an encoded state leaves a state") };
    assert_eq!(sent_on.session, state.session);
    assert_eq!((sent_on.status, &sent_on.cars), (state.status, &state.cars));
    assert_eq!(sent_on.events.len(), state.events.len());
    assert_eq!(sent_on.messages.len(), state.messages.len());
}
