//! What is known of the circuit before the race has told or driven it: shown, and nothing measured along it.

use gridcast_shared::session::Circuit;

use super::Race;

impl Race {
    /// The circuit, once its outline was told or learned: cars are measured along it.
    pub fn measured_circuit(&self) -> Option<&Circuit> {
        self.circuit.track().map(|_| &self.board.state().session.circuit)
    }

    /// Shows what is known of the circuit by its name until it is told or learned; nothing is measured along it.
    pub fn show_known_circuit(&mut self, known: Circuit) {
        if self.circuit.track().is_none() {
            self.board.edit_session(|session| fill(&mut session.circuit, known));
        }
    }
}

/// Takes what is known of a circuit by its name; what was told goes before it.
fn fill(circuit: &mut Circuit, known: Circuit) {
    for (shown, known) in [
        (&mut circuit.outline, known.outline),
        (&mut circuit.pit_lane, known.pit_lane),
        (&mut circuit.corners, known.corners),
    ] {
        if shown.is_empty() {
            *shown = known;
        }
    }
    circuit.sector_ends = circuit.sector_ends.or(known.sector_ends);
    if circuit.length_m == 0 {
        circuit.length_m = known.length_m;
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::SessionId;
    use gridcast_shared::session::Point;
    use gridcast_shared::topics::SessionRecord;

    use super::*;

    fn ring(radius: f64) -> Vec<[i32; 2]> {
        let at = |i: i32| (f64::from(i) / 50.0 * std::f64::consts::TAU).sin_cos();
        (0..50).map(at).map(|(x, y)| [(x * radius) as i32, (y * radius) as i32]).collect()
    }

    #[test]
    fn a_known_circuit_is_shown_and_one_that_is_told_takes_its_place() {
        let id = SessionId::parse("test").unwrap();
        let mut race = Race::new(id.clone());
        let outline = |radius| ring(radius).into_iter().map(|[x, y]| Point { x, y }).collect::<Vec<_>>();
        let corners = vec![Point { x: 1, y: 1 }];
        let known = Circuit { outline: outline(5_000.0), corners, length_m: 3_000, ..Circuit::default() };
        race.show_known_circuit(known.clone());
        assert_eq!(race.state().session.circuit, known);
        assert_eq!(race.measured_circuit(), None, "nothing is measured along it");
        let mut record = SessionRecord::new(id);
        // The same line, told.
        record.outline = ring(5_000.0);
        race.session(&record).unwrap();
        assert_eq!(race.measured_circuit(), Some(&known));
        record.outline = ring(6_000.0);
        race.session(&record).unwrap();
        race.show_known_circuit(known.clone());
        assert_eq!(race.state().session.circuit.outline, outline(6_000.0));
        assert_eq!(race.state().session.circuit.corners, known.corners);
    }
}
