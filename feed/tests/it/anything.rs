//! Any bytes, and real lines that were damaged, give records or refusals.

use gridcast_feed::fuzz::read_anything;
use proptest::prelude::*;

/// Lines of each form that say something, to damage.
const LINES: &[(u8, &str)] = &[
    (
        8,
        "00:00:04.180{\"Lines\":{\"5\":{\"GapToLeader\":\"LAP 1\",\"Position\":\"1\",\"NumberOfLaps\":3,\"Sectors\":[{\"Value\":\"41.446\"}],\"LastLapTime\":{\"Value\":\"1:40.763\"}}}}\n01:30:00.5{\"Lines\":{\"5\":{\"NumberOfLaps\":4,\"Sectors\":{\"2\":{\"Value\":\"30.1\"}},\"InPit\":true}}}",
    ),
    (
        7,
        "00:00:04.180{\"Lines\":{\"5\":{\"GridPos\":\"1\",\"Stints\":[{\"Compound\":\"SOFT\",\"New\":\"true\",\"TotalLaps\":1,\"StartLaps\":0}]}}}",
    ),
    (
        10,
        "00:00:04.180{\"Messages\":[{\"Utc\":\"2018-04-29T12:07:10\",\"Lap\":1,\"Category\":\"Flag\",\"Flag\":\"RED\",\"Message\":\"CAR 5 (VET) TIME 1:40.763 DELETED\"}]}",
    ),
    (
        18,
        "{\"R\":{\"Heartbeat\":{\"Utc\":\"2023-05-26T15:31:42Z\"},\"DriverList\":{\"5\":{\"Tla\":\"VET\"}},\"TimingData\":{\"Lines\":{\"5\":{\"NumberOfLaps\":250}}}}}",
    ),
    (17, "['WeatherData', {'AirTemp': '20.5', 'Rainfall': '0', '_kf': True}, '2021-03-28T14:56:43.048Z']"),
    (19, "1762608807624384859:TimingData:{\"Lines\":{\"6\":{\"InPit\":false,\"Status\":64}}}"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_anything(&bytes);
    }

    #[test]
    fn damaged_lines_are_read(
        line in 0..LINES.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let (form, text) = LINES[line];
        let mut bytes = vec![form];
        bytes.extend(text.as_bytes());
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_anything(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        read_anything(&bytes);
    }
}
