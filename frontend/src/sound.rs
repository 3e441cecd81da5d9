//! One short tone, for who has asked for it.

use web_sys::AudioContext;

/// Pitch, Hz, and length, seconds.
const TONE: (f32, f64) = (660.0, 0.22);

/// How loud, of 1.
const GAIN: f32 = 0.2;

thread_local! {
    /// A browser has few of them for a page.
    static CONTEXT: Option<AudioContext> = AudioContext::new().ok();
}

/// Sounds the tone. A browser that allows none before the page was touched stays silent.
pub(crate) fn alert() {
    CONTEXT.with(|context| context.as_ref().and_then(tone));
}

fn tone(context: &AudioContext) -> Option<()> {
    let (oscillator, gain) = (context.create_oscillator().ok()?, context.create_gain().ok()?);
    oscillator.frequency().set_value(TONE.0);
    gain.gain().set_value(GAIN);
    oscillator.connect_with_audio_node(&gain).ok()?;
    gain.connect_with_audio_node(&context.destination()).ok()?;
    oscillator.start().ok()?;
    oscillator.stop_with_when(context.current_time() + TONE.1).ok()
}
