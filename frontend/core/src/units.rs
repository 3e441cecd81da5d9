//! The units that a viewer wants: of speeds, of the time of day, of temperatures. Everything else is metric everywhere.
//!
//! One choice a thread, as the language is one of `gridcast_words`: a page has one thread, and a test its own.

use std::cell::Cell;

/// Miles of a kilometre.
const MILES: f64 = 0.621_371;

/// What speeds are told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// km/h.
    #[default]
    Kmh,
    /// mph.
    Mph,
}

/// What a time of day is told by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// 16:08.
    #[default]
    Of24,
    /// 4:08 pm.
    Of12,
}

/// What temperatures are told in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Temperature {
    /// °C.
    #[default]
    Celsius,
    /// °F.
    Fahrenheit,
}

/// A viewer's units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Of speeds.
    pub speed: Speed,
    /// Of the time of day.
    pub clock: Clock,
    /// Of temperatures.
    pub temperature: Temperature,
}

thread_local! {
    static CHOSEN: Cell<Units> = Cell::default();
}

impl Units {
    /// Those that are chosen.
    pub fn chosen() -> Self {
        CHOSEN.get()
    }

    /// Takes these from now on.
    pub fn choose(self) {
        CHOSEN.set(self);
    }

    /// As an address and a device's store have them: "mph,12h,f". What is not named, or not known, is as by default.
    pub fn parse(text: &str) -> Self {
        let mut units = Self::default();
        for word in text.split(',') {
            match word.trim() {
                "mph" => units.speed = Speed::Mph,
                "12h" => units.clock = Clock::Of12,
                "f" => units.temperature = Temperature::Fahrenheit,
                _ => {}
            }
        }
        units
    }

    /// What [`Self::parse`] reads: every unit by its name.
    pub fn print(self) -> String {
        [self.speed.name(), self.clock.name(), self.temperature.name()].join(",")
    }
}

impl Speed {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Kmh, Self::Mph];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kmh => "kmh",
            Self::Mph => "mph",
        }
    }

    /// Its sign, the same in every language.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Kmh => "km/h",
            Self::Mph => "mph",
        }
    }

    /// A speed in it.
    pub fn of_kmh(self, kmh: f64) -> f64 {
        match self {
            Self::Kmh => kmh,
            Self::Mph => kmh * MILES,
        }
    }
}

impl Clock {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Of24, Self::Of12];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Of24 => "24h",
            Self::Of12 => "12h",
        }
    }
}

impl Temperature {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Celsius, Self::Fahrenheit];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Celsius => "c",
            Self::Fahrenheit => "f",
        }
    }

    /// Its sign, the same in every language.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Celsius => "°C",
            Self::Fahrenheit => "°F",
        }
    }

    /// Tenths of a degree Celsius in tenths of a degree of it.
    pub fn of_tenths(self, tenths_c: i32) -> i32 {
        match self {
            Self::Celsius => tenths_c,
            Self::Fahrenheit => (f64::from(tenths_c) * 1.8).round() as i32 + 320,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        for speed in Speed::ALL {
            for clock in Clock::ALL {
                for temperature in Temperature::ALL {
                    let units = Units { speed, clock, temperature };
                    assert_eq!(Units::parse(&units.print()), units);
                }
            }
        }
        assert_eq!(
            Units::parse("knots,, f "),
            Units { temperature: Temperature::Fahrenheit, ..Units::default() }
        );
    }

    #[test]
    fn conversions() {
        assert!((Speed::Mph.of_kmh(300.0) - 186.4).abs() < 0.05);
        assert_eq!([-400, 0, 152].map(|tenths| Temperature::Fahrenheit.of_tenths(tenths)), [-400, 320, 594]);
    }
}
