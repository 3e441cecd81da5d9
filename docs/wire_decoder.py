#!/usr/bin/env python3
"""Decodes a chunk file of version 1 and prints a frame a line as JSON: `wire_decoder.py FILE`.

Follows docs/wire-format.md, to which the names refer, with nothing but the standard library: it shares no
line with the codec that it checks. The range decoder is in wire_coder.py.
"""
import json
import math
import struct
import sys

from wire_coder import MAX_INT, MAX_XY, MAX_Z, Coder, Text, clamp


def span(date, earlier):
    return clamp(date - earlier, 0, 1000)


def above(value, *steps):
    return sum(value > step for step in steps)


class Scalar:
    def __init__(self, value, date):
        self.known, self.known_date, self.last, self.last_date, self.rate, self.error = value, date, value, date, 0, 0

    def read(self, coder, name, date, measured, topic, damping, low, high, told=None):
        dt, d, rate = span(date, self.known_date), span(self.last_date, self.known_date), self.rate
        context = above(dt, 40, 100, 180)
        if d > 0:
            rate += (((self.last - self.known << 16) - self.rate * d) * d) // (d * d + 12)
            context = 4 + above(dt, 2 * d, 4 * d, 8 * d)
        guess = clamp(self.known + (rate * dt + 32768 >> 16), low, high)
        if told is not None and d == 0:
            guess = guess + clamp(told, low, high) + 1 >> 1
        value = coder.near(guess, low, high, name, min(self.error.bit_length(), 5), context, topic)
        self.error = self.error + abs(value - guess) + 1 >> 1
        if measured:
            if dt > 0:
                self.rate = (value - self.known << 16) // dt * damping >> 4
            self.known, self.known_date = value, date
        self.last, self.last_date = value, date
        return value


class Car:
    car_data = at = None
    velocity, error, turn, last_dt = (0, 0), [0, 0], 0, 0

    def __init__(self, common):
        self.common, self.gearing = common, [0] * 9

    def read_car_data(self, coder, date, measured):
        if self.car_data is None:
            guesses = self.common.car_data[:5] + [0, 0]
            self.car_data = [coder.near(guess, 0, high, "first car data", i)
                             for i, (guess, high) in enumerate(zip(guesses, (511, 127, 511, 8, 255, 1, 1)))]
            self.common.car_data = list(self.car_data)
            self.scalars = [Scalar(value, date) for value in self.car_data[:3]]
            return list(self.car_data)
        data = self.car_data
        if coder.bit("any flag", measured):
            data[5] ^= coder.bit("brake")
            data[6] ^= coder.bit("drs")
            data[3] = coder.near(data[3], 0, 8, "gear")
            data[4] = coder.near(data[4], 0, 255, "car's lap")
        standing = int(self.scalars[0].last == 0)
        data[0] = self.scalars[0].read(coder, "speed", date, measured, standing, 14, 0, 511)
        pedal = 1 if data[1] == 0 else 2 if data[1] >= 99 else 0
        data[1] = self.scalars[1].read(coder, "throttle", date, measured, pedal, 8, 0, 127)
        speed, gear, shared = data[0], data[3], self.common.gearing
        turns = self.gearing[gear] or shared[gear]
        told = turns * speed + 512 >> 10 if speed >= 30 and turns else None
        data[2] = self.scalars[2].read(coder, "rpm", date, measured, standing, 8, 0, 511, told)
        if speed >= 30 and measured:
            self.gearing[gear] = shared[gear] = (data[2] << 10) // speed
        return list(data)

    def read_position(self, coder, date, measured, stretch):
        speed = None if self.car_data is None else self.scalars[0].last
        if self.at is None:
            highs = MAX_XY, MAX_XY, MAX_Z
            *at, z = [coder.near(guess, -high, high, "first position", i)
                      for i, (guess, high) in enumerate(zip(self.common.position, highs))]
            self.common.position = [*at, z]
            self.z, self.error = Scalar(z, date), [0, 0]
        else:
            standing = int(speed == 0)
            at = self.read_plane(coder, date, standing, speed, stretch)
            z = self.z.read(coder, "z", date, measured, standing, 12, -MAX_Z, MAX_Z)
        self.at, self.date, self.speed = at, date, speed
        return [*at, z]

    def read_plane(self, coder, date, standing, speed, stretch):
        dt, (vx, vy) = span(date, self.date), self.velocity
        length = wanted = math.isqrt(vx * vx + vy * vy)
        if length and speed is not None:
            if self.speed:
                wanted = length * (self.speed + speed) // (2 * self.speed)
            wanted += (speed * 8192 // 45 - wanted) * min(2 * dt, 400) >> 10
            wanted = min(wanted, 1 << 20)
        straight = [vx * wanted // length, vy * wanted // length] if length else [0, 0]
        angle = self.turn * (dt + self.last_dt) >> 10
        v = [straight[0] - (straight[1] * angle >> 12), straight[1] + (straight[0] * angle >> 12)]
        expected = [v[0] * dt, v[1] * dt]

        def stretched(u):
            factor = clamp((stretch[0] << 12) // stretch[1], -2048, 2048) if stretch[1] else 0
            return u * (4096 + factor) >> 12

        at, along, context = [0, 0], 0, (above(dt, 40, 100, 180), standing)
        major = int(abs(v[0]) < abs(v[1]))
        for rank, axis in enumerate((major, 1 - major)):
            guess = clamp(self.at[axis] + (stretched(expected[axis]) + 32768 >> 16) + along, -MAX_XY, MAX_XY)
            name = ("major", "minor")[rank], min(self.error[rank].bit_length(), 5), *context
            at[axis] = coder.near(guess, -MAX_XY, MAX_XY, *name)
            off = at[axis] - guess
            self.error[rank] = self.error[rank] + abs(off) + 1 >> 1
            if rank == 0 and v[major]:
                along = off * 14 * v[1 - major] // (16 * v[major])
        if dt > 0:
            seen = [at[i] - self.at[i] << 16 for i in (0, 1)]
            for i in (0, 1):
                u = expected[i] >> 12
                stretch[0] += ((seen[i] >> 12) - u) * u
                stretch[1] += u * u
            off = [seen[i] - stretched(expected[i]) for i in (0, 1)]
            self.velocity = [clamp(v[i] + off[i] * dt // (dt * dt + 80), -(1 << 20), 1 << 20) for i in (0, 1)]
            (ax, ay), (bx, by) = [one >> 6 for one in straight], [one // dt >> 6 for one in seen]
            sine = clamp((ax * by - ay * bx << 12) // (ax * ax + ay * ay), -2048, 2048) if ax * ax + ay * ay else 0
            turn = clamp(self.turn + sine * 512 // (dt + self.last_dt) >> 1, -4096, 4096)
            self.turn, self.last_dt = turn if ax * ax + ay * ay > 4000 else 0, dt
        return at


ROW = dict(position=0, grid=0, lap=0, gap=None, interval=None, last_lap_ms=0, last_lap_deleted=0, best_lap_ms=0,
           best_by_part_ms=[0, 0, 0], sectors_ms=[0, 0, 0], sectors_current=0, minis=[[], [], []], compound=0,
           tyre_age=0, pit_stops=0, status=0)


class Common:
    """What a car's first sample and its gears are guessed from: the cars before."""

    def __init__(self):
        self.car_data, self.position, self.gearing = [0] * 7, [0] * 3, [0] * 9


def sections(body):
    """The numbers and contents of a body's sections."""
    at = 0
    while at < len(body):
        number, length, shift, at = body[at] & 0x7F, 0, 0, at + 1
        if body[at - 1] & 0x80:
            length = len(body) - at
        else:
            while True:
                byte, at = body[at], at + 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
        yield number, body[at:at + length]
        at += length


class Chunk:
    """All that a key frame resets."""

    def __init__(self, chunk):
        self.coder = Coder()
        self.text = Text(self.coder)
        self.chunk, self.date, self.kind, self.masks = chunk, chunk * 10000, 0, [0] * 16
        common = Common()
        self.cars = [Car(common) for _ in range(32)]
        self.key = True
        circuit = dict(circuit="", length_m=0, outline=[], pit_lane=[], corners=[], sector_ends=None)
        self.state = dict(
            session=dict(id="t0", kind=0, season=0, round=0, event="", scheduled_laps=0, utc_offset_min=None,
                         simulated=False, rate_pct=100, drivers=[], **circuit),
            track=0, yellow_sectors=0, lap=0, started_ms=0, fastest=None, weather=None, phase=None, clock=None, part=0,
            cut_off=[0, 0], missing=[0, 0], cars=[], events=[], n_events=0, messages=[], n_messages=0)

    def frame(self, body):
        coder, samples, date = self.coder, [], None
        for section, content in sections(body):
            if section <= 2:
                coder.open(content)
            if section == 0:
                samples = [sample for _ in range(coder.near(0, 0, 63, "ticks")) for sample in self.tick()]
                date = self.date + coder.int("date")
            elif section == 1:
                self.read_state(date)
            elif section == 2:
                self.read_messages(date)
        return date, samples

    def tick(self):
        coder, before = self.coder, self.kind
        self.date += coder.int("step", before)
        self.kind = kind = coder.choice(4, "kind", before)
        mask = self.masks[kind]
        if not coder.bit("same cars", kind):
            if coder.bit("one car", kind):
                mask = 1 << coder.raw(5)
            else:
                mask = self.masks[kind] = coder.raw(32)
        stretch = [0, 0]
        for i in range(32):
            if mask >> i & 1:
                car_data, position = None, None
                if kind & 2:
                    car_data = self.cars[i].read_car_data(coder, self.date, kind >> 3 & 1)
                if kind & 1:
                    position = self.cars[i].read_position(coder, self.date, kind >> 2 & 1, stretch)
                if kind & 3:
                    measured = (kind >> 3 & kind >> 1 & 1) + 2 * (kind >> 2 & kind & 1)
                    yield [self.date, i, measured, car_data, position]

    def read_state(self, date):
        coder, state = self.coder, self.state
        if coder.bit("changed", "session"):
            self.read_session(state["session"])
            cars, n_drivers = state["cars"], len(state["session"]["drivers"])
            state["cars"] = (cars + [dict(ROW) for _ in range(n_drivers)])[:n_drivers]
        if coder.bit("changed", "status"):
            self.read_status()
        if coder.bit("changed", "rows"):
            self.read_rows()
        if coder.bit("changed", "events"):
            self.read_events(date)
        self.key = False

    def read_session(self, session):
        coder, text = self.coder, self.text
        if coder.bit("session", "facts"):
            session.update(id=text.read(), kind=min(coder.choice(3, "session kind"), 4), season=coder.raw(16))
            session.update(round=coder.raw(8), event=text.read(), scheduled_laps=coder.raw(8))
            known = coder.bit("utc offset known")
            session["utc_offset_min"] = coder.near(0, -32768, 32767, "utc offset") if known else None
            session.update(simulated=bool(coder.raw(1)), rate_pct=coder.near(100, 0, 65535, "rate"))
        if coder.bit("session", "drivers"):
            session["drivers"] = []
            for _ in range(min(coder.raw(6), 32)):
                session["drivers"].append(self.read_driver(session["drivers"]))
        if coder.bit("session", "circuit"):
            session.update(circuit=text.read(), length_m=coder.raw(16))
            for name in "outline", "pit_lane", "corners":
                session[name] = list(self.read_line(name))
            known = coder.bit("sector ends known")
            session["sector_ends"] = [min(coder.raw(14), 9_999) for _ in range(2)] if known else None

    def read_driver(self, before):
        coder = self.coder
        number, name = coder.raw(8), self.text.read()
        code = name.rsplit(" ")[-1][:3].upper()
        if not (coder.bit("code from name") and len(code) == 3 and code.isascii() and code.isalnum()):
            code = "".join("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[value:value + 1] for value in
                           (coder.raw(6), coder.raw(6), coder.raw(6)))
        if coder.bit("team known"):
            return [number, code, name, *before[coder.raw(5)][3:]]
        return [number, code, name, self.text.read(), coder.raw(24) if coder.bit("colour known") else None]

    def read_line(self, name):
        coder, at, step = self.coder, [0, 0], [0, 0]
        for i in range(coder.raw(8)):
            across, to = int(abs(step[1]) < abs(step[0])), [0, 0]
            along = 1 - across
            to[across] = coder.near(clamp(at[across] + step[across], -MAX_XY, MAX_XY), -MAX_XY, MAX_XY, name, "across")
            rest = math.isqrt(max(step[0] ** 2 + step[1] ** 2 - (to[across] - at[across]) ** 2, 0))
            rest *= (step[along] > 0) - (step[along] < 0)
            to[along] = coder.near(clamp(at[along] + rest, -MAX_XY, MAX_XY), -MAX_XY, MAX_XY, name, "along")
            step = [to[0] - at[0], to[1] - at[1]] if i else [0, 0]
            at = to
            yield at

    def read_car(self, *name):
        return self.coder.raw(5) if self.coder.bit(*name) else None

    def read_status(self):
        coder, state = self.coder, self.state
        state["track"] = min(coder.choice(4, "track"), 8)
        if coder.bit("sectors changed"):
            state["yellow_sectors"] = coder.raw(32)
        state["lap"] = coder.near(state["lap"], 0, 255, "lap")
        if coder.bit("start changed"):
            state["started_ms"] = self.read_date()
        if coder.bit("fastest changed"):
            state["fastest"] = self.read_car("fastest")
        state["weather"] = self.read_weather(state["weather"]) if coder.bit("weather") else None
        if coder.bit("phase changed"):
            state["phase"] = min(coder.choice(3, "phase number"), 5) if coder.bit("phase") else None
        if coder.bit("clock changed"):
            remaining = state["clock"][1] if state["clock"] else 0
            state["clock"] = None
            if coder.bit("clock"):
                date = self.read_date()
                state["clock"] = [date, coder.near(remaining, 0, MAX_INT, "remaining"), coder.bit("runs")]
        if coder.bit("parts changed"):
            state["part"] = coder.near(state["part"], 0, 255, "part")
            state["cut_off"] = [coder.near(state["cut_off"][i], 0, 255, "cut-off", i) for i in (0, 1)]
        if coder.bit("missing changed"):
            state["missing"] = [coder.raw(6), coder.raw(2)]

    def read_date(self):
        return self.coder.raw(22) << 22 | self.coder.raw(22)

    def read_weather(self, known):
        coder = self.coder
        low, high = (-32768, -32768, 0, 0, 0), (32767, 32767, 255, 65535, 65535)
        known = known or [0] * 6
        return [coder.near(known[i], low[i], high[i], "weather", i) for i in range(5)] + [coder.bit("rain")]

    def read_rows(self):
        coder, key, cars = self.coder, self.key, self.state["cars"]
        if coder.bit("places changed", key):
            for car in cars:
                car["position"] = coder.near(car["position"], 0, 255, "place", key)
        ahead, before = ROW, 0
        for i in sorted(range(len(cars)), key=lambda i: ((cars[i]["position"] - 1) % 256, i)):
            before = coder.bit("row changed", before)
            if before:
                cars[i] = self.read_row(dict(ahead, position=cars[i]["position"]) if key else cars[i], ahead)
            ahead = cars[i]

    def read_row(self, base, ahead):
        coder, key, row = self.coder, self.key, dict(base)

        def near(field, guess, high=MAX_INT):
            row[field] = coder.near(guess, 0, high, field, key)

        def gap(field, guess):
            if coder.bit(field, "changed", key):
                unit, old = coder.choice(2, field, "unit", key), base[field]
                if unit == 1:
                    row[field] = [1, coder.near(guess, 0, MAX_INT, field, "ms", key)]
                elif unit:
                    known = old[1] if old and old[0] == 2 else 1
                    row[field] = [2, coder.near(known, 0, 255, field, "laps", key)]
                else:
                    row[field] = None

        def millis(gap):
            return gap[1] if gap and gap[0] == 1 else None

        if coder.bit("gaps changed", key):
            gap("interval", millis(base["interval"]) or 0)
            interval = millis(row["interval"])
            sum_ahead = None if interval is None else (millis(ahead["gap"]) or 0) + interval
            gap("gap", min((millis(base["gap"]) or 0) if sum_ahead is None else sum_ahead, MAX_INT))
        if coder.bit("laps changed", key):
            near("lap", base["lap"], 255)
            row["sectors_ms"] = [coder.near(base["sectors_ms"][i], 0, MAX_INT, "sector", i, key) for i in range(3)]
            row["sectors_current"] = coder.choice(2, "sectors current", key)
            if coder.bit("last lap changed", key):
                near("last_lap_ms", min(sum(row["sectors_ms"]), MAX_INT))
            if coder.bit("best lap changed", key):
                near("best_lap_ms", row["last_lap_ms"])
            row["last_lap_deleted"] ^= coder.bit("deleted", key)
            if coder.bit("bests of parts changed", key):
                row["best_by_part_ms"] = [
                    coder.near(row["best_lap_ms"], 0, MAX_INT, "best of part", key)
                    if coder.bit("best of part changed", i, key) else best
                    for i, best in enumerate(base["best_by_part_ms"])]
        if coder.bit("minis changed", key):
            row["minis"] = self.read_minis(base["minis"])
        if coder.bit("rest changed", key):
            near("grid", base["grid"], 255)
            row["compound"] = min(coder.choice(3, "compound", key), 5)
            near("tyre_age", base["tyre_age"], 255)
            near("pit_stops", base["pit_stops"], 255)
            row["status"] = min(coder.choice(3, "car status", key), 6)
        return row

    def read_minis(self, base):
        coder, key, minis, was_driven, changed, before = self.coder, self.key, [], 1, 0, 5
        for known in base:
            length = coder.near(len(known), 0, 16, "minis", key)
            minis.append([])
            for mini in (known + [0] * 16)[:length]:
                driven = int(mini != 0)
                changed = coder.bit("mini changed", int(was_driven and not driven), changed, driven, key)
                if changed:
                    mini = min(coder.choice(3, "mini", before, key), 4)
                was_driven, before = driven, mini
                minis[-1].append(mini)
        return minis

    def read_events(self, date):
        coder, state = self.coder, self.state
        if coder.bit("events anew"):
            state["events"] = []
        state["n_events"] = coder.near(state["n_events"], 0, MAX_INT, "events in all")
        lap = state["lap"]
        for _ in range(min(coder.raw(4), 12)):
            date += coder.int("event date")
            lap = coder.near(lap, 0, 255, "event lap")
            kind = min(coder.choice(3, "event kind"), 6)
            track = min(coder.choice(4, "event track"), 8) if kind == 0 else None
            car, other = self.read_car("event car", kind), self.read_car("event other", kind)
            value = coder.near(0, 0, MAX_INT, "event value", kind)
            state["events"] = (state["events"] + [[date, lap, kind, track, car, other, value]])[-12:]
        state["n_events"] = max(state["n_events"], len(state["events"]))

    def read_messages(self, date):
        coder, state = self.coder, self.state
        if coder.bit("messages anew"):
            state["messages"] = []
        state["n_messages"] = coder.near(state["n_messages"], 0, MAX_INT, "messages in all")
        lap = state["lap"]
        for _ in range(min(coder.raw(4), 8)):
            date += coder.int("message date")
            lap = coder.near(lap, 0, 255, "message lap")
            radio, car = coder.bit("radio"), self.read_car("message car")
            message = [date, lap, radio, car, self.text.read(2048)]
            state["messages"] = (state["messages"] + [message])[-8:]
        state["n_messages"] = max(state["n_messages"], len(state["messages"]))


def main():
    data, at, chunk, shown, session = open(sys.argv[1], "rb").read(), 0, None, None, None
    while at + 2 <= len(data):
        (length,) = struct.unpack_from("<H", data, at)
        frame, at = data[at + 2:at + 2 + length], at + 2 + length
        kind, index = frame[0], frame[1]
        if kind != 0x10:
            sys.exit(f"first byte {kind:#04x} is no frame of version 1")
        if index == 0:
            chunk = Chunk(struct.unpack_from("<I", frame, 2)[0])
        date, samples = chunk.frame(frame[6 if index == 0 else 2:])
        state = json.loads(json.dumps(chunk.state))
        out = dict(chunk=chunk.chunk, index=index, date_ms=date, samples=samples, state=None)
        if state != shown:
            out["state"] = dict(state, session=None if state["session"] == session else state["session"])
            shown, session = state, state["session"]
        print(json.dumps(out))


main()
