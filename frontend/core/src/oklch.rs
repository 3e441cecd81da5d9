//! Colours as people see them: lightness, chroma and hue in `OKLab` (Björn Ottosson, 2020), and contrast as WCAG
//! counts it. RGB is `0xRRGGBB` in sRGB.

use crate::maths;

/// A colour in polar `OKLab`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// Lightness, 0 to 1.
    pub l: f64,
    /// Chroma, 0 to about 0.3.
    pub c: f64,
    /// Hue, radians.
    pub h: f64,
}

impl Oklch {
    /// From sRGB.
    pub fn from_rgb(rgb: u32) -> Self {
        let [l, a, b] = lab(rgb);
        Self { l, c: a.hypot(b), h: maths::rest(maths::atan2(b, a), std::f64::consts::TAU) }
    }

    /// To sRGB; a colour outside it is cut at its bounds.
    pub fn to_rgb(self) -> u32 {
        let (sin, cos) = maths::sin_cos(self.h);
        let (a, b) = (self.c * cos, self.c * sin);
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ];
        linear.into_iter().fold(0, |rgb, channel| (rgb << 8) | u32::from(encode(channel)))
    }
}

/// How different two colours look: their distance in `OKLab`.
pub fn difference(one: u32, other: u32) -> f64 {
    let (one, other) = (lab(one), lab(other));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// Contrast of two colours as WCAG 2 counts it, 1 to 21.
pub fn contrast(one: u32, other: u32) -> f64 {
    let luminance = |rgb| {
        let [r, g, b] = linear(rgb);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn linear(rgb: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| {
        let channel = f64::from((rgb >> shift) & 0xff) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { maths::pow((channel + 0.055) / 1.055, 2.4) }
    })
}

fn encode(linear: f64) -> u8 {
    let channel =
        if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * maths::pow(linear, 1.0 / 2.4) - 0.055 };
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn lab(rgb: u32) -> [f64; 3] {
    let [r, g, b] = linear(rgb);
    let l = maths::cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
    let m = maths::cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
    let s = maths::cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for rgb in [0x00_0000, 0xff_ffff, 0xff_8a1c, 0x00_664a, 0x5a_7dff, 0x12_3456] {
            assert_eq!(Oklch::from_rgb(rgb).to_rgb(), rgb, "{rgb:06x}");
        }
    }

    #[test]
    fn contrast_of_black_on_white_is_21() {
        assert!((contrast(0, 0xff_ffff) - 21.0).abs() < 1e-9);
        assert!((contrast(0x77_7777, 0xff_ffff) - 4.48).abs() < 0.01);
    }

    #[test]
    fn difference_is_zero_only_for_the_same() {
        assert!(difference(0x12_3456, 0x12_3456) < 1e-12);
        assert!(0.5 < difference(0, 0xff_ffff));
    }
}
