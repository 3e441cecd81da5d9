"""The range decoder of docs/wire-format.md, numbers and texts, for wire_decoder.py.

The primer of texts is read from the file that the document names.
"""
import pathlib

PRIMER = pathlib.Path(__file__).parent.parent / "shared/src/wire/primer.txt"
MAX_INT, MAX_XY, MAX_Z = (1 << 24) - 1, (1 << 19) - 1, (1 << 15) - 1


def clamp(value, low, high):
    return max(low, min(high, value))


# How many in a hundred residuals are not 0, and have an exponent beyond 0, 1, …, by the size of those before.
NOT_ZERO = [30, 69, 83, 89, 93, 94]
LONGER = [[80] * 6, [48, 33, 30, 35, 25, 20], [67, 46, 32, 29, 20, 13], [79, 63, 44, 33, 23, 13],
          [86, 74, 57, 40, 26, 15], [89, 80, 67, 52, 34, 18]]
FIRST = [45, 39, 35, 30, 26, 25]


def expected(name=None, size=None, time=None, topic=None, what=None, e=None):
    """The odds of a bit before it is seen: even, but for residuals that go on from a measured value."""
    ones = None
    if name in ("speed", "throttle", "rpm", "major", "minor") and time < 4:
        if what == "not zero":
            ones = NOT_ZERO[size]
        elif what == "longer":
            ones = LONGER[size][min(e, 5)]
        elif what == "first":
            ones = FIRST[min(e, 6) - 1]
    return (1 << 15, 0) if ones is None else ((100 - ones) * 65535 // 100, 4)


class Coder:
    """The range decoder; odds are kept by name and are as expected until first used."""

    def __init__(self):
        self.odds = {}

    def open(self, body):
        self.body, self.at, self.range = body + bytes(4), 4, 0xFFFFFFFF
        self.value = int.from_bytes(self.body[:4], "big")

    def widen(self):
        while self.range < 1 << 24:
            byte = self.body[self.at] if self.at < len(self.body) else 0
            self.range, self.value, self.at = self.range << 8, self.value << 8 | byte, self.at + 1

    def known(self, name):
        return self.odds.get(name) or expected(*name)

    def learn(self, name, bit):
        zero, seen = self.known(name)
        zero += ((0 if bit else 0xFFFF) - zero) * (2560 // (10 * seen + 17)) >> 8
        self.odds[name] = zero, min(seen + 1, 20)
        return bit

    def bit(self, *name):
        zero = (self.range >> 12) * clamp(self.known(name)[0] >> 4, 8, 4088)
        bit = int(self.value >= zero)
        self.value, self.range = (self.value - zero, self.range - zero) if bit else (self.value, zero)
        self.widen()
        return self.learn(name, bit)

    def raw(self, bits):
        if bits > 16:
            return self.raw(bits - 16) << 16 | self.raw(16)
        self.range >>= bits
        value = min(self.value // self.range, (1 << bits) - 1)
        self.value -= value * self.range
        self.widen()
        return value

    def int(self, *name):
        if not self.bit(*name, "not zero"):
            return 0
        negative, e = self.bit(*name, "negative"), 0
        while e < 23 and self.bit(*name, "longer", e):
            e += 1
        size = 1
        if e >= 1:
            size = size << 1 | self.bit(*name, "first", e)
        if e >= 2:
            size = size << e - 1 | self.raw(e - 1)
        return -size if negative else size

    def near(self, guess, low, high, *name):
        return clamp(guess + self.int(*name), low, high)

    def choice(self, bits, *name):
        node = 1
        for _ in range(bits):
            node = node << 1 | self.bit(*name, node)
        return node - (1 << bits)


class Text:
    """Texts, guessed from what was said."""

    def __init__(self, coder):
        self.coder, self.said, self.places, self.guess, self.run = coder, bytearray(), {}, 0, 0
        for line in PRIMER.read_text().splitlines():
            for byte in line.encode() + b"\0":
                self.byte(byte)

    def bit(self, given, *name):
        return self.coder.bit(*name) if given is None else self.coder.learn(name, given)

    def byte(self, given=None):
        guess = self.said[self.guess] if 0 < self.guess < len(self.said) else None
        right = guess is not None and self.bit(None if given is None else int(given == guess), "right", self.run)
        if right:
            byte = guess
        else:
            before, node = self.said[-1] if self.said else 0, 1
            for shift in range(7, -1, -1):
                bit = None if given is None else given >> shift & 1
                node = node << 1 | self.bit(bit, "letter", before & 31 | (32 if before >= 96 else 0), node)
            byte = node - 256
        if len(self.said) < 8192:
            self.said.append(byte)
        self.run, self.guess = (min(self.run + 1, 15), self.guess + 1) if right else (0, self.guess)
        if len(self.said) >= 3:
            a, b, c = self.said[-3:]
            place = (a * 1009 + b * 97 + c * 7) % 4096
            if not right:
                self.guess = self.places.get(place, 0)
            self.places[place] = len(self.said)
        return byte

    def read(self, longest=160):
        text = bytearray()
        while len(text) < longest and (byte := self.byte()):
            text.append(byte)
        return text.decode(errors="replace").encode()[:longest].decode(errors="ignore")
